/** Tests of the simulator as its callers see it. */
@NullMarked
package io.bisync.local.jushuitan;

import org.jspecify.annotations.NullMarked;

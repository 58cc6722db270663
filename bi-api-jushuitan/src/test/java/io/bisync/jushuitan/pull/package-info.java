/** Tests of the pulls. */
@NullMarked
package io.bisync.jushuitan.pull;

import org.jspecify.annotations.NullMarked;

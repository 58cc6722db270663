/** Tests of the whole service. */
@NullMarked
package io.bisync.jushuitan;

import org.jspecify.annotations.NullMarked;

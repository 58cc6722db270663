/** Increments: the ways of asking for what changed, and of reading it again. */
@NullMarked
package io.bisync.jushuitan.increment;

import org.jspecify.annotations.NullMarked;

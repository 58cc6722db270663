/** Writes an event once: reserve, write, confirm, by an id that a store remembers. */
@NullMarked
package io.bisync.once;

import org.jspecify.annotations.NullMarked;

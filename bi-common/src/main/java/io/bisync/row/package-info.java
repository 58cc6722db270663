/** Rows: a record that was read becomes the lines of its tables, collapsed to the newest of each entity. */
@NullMarked
package io.bisync.row;

import org.jspecify.annotations.NullMarked;

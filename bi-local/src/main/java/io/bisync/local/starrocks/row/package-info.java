/** Rows of a body: how they are read, and what their values become. */
@NullMarked
package io.bisync.local.starrocks.row;

import org.jspecify.annotations.NullMarked;

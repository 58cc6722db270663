/** The sharing of accounts by itself. */
@NullMarked
package io.bisync.basic.cursor;

import org.jspecify.annotations.NullMarked;

/** Rows as loading would write them, beside those that StarRocks has. */
@NullMarked
package io.bisync.run.comparison;

import org.jspecify.annotations.NullMarked;

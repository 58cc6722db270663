/** What every account and entity has reached: rows, lag, dead letters, freshness. */
@NullMarked
package io.bisync.basic.status;

import org.jspecify.annotations.NullMarked;

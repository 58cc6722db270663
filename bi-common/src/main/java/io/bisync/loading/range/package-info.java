/** Ranges: from the first record to the row in StarRocks, and what is written down so that a second try is the same load. */
@NullMarked
package io.bisync.loading.range;

import org.jspecify.annotations.NullMarked;

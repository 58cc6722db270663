/** Loading: from the records of a partition's range to rows in StarRocks, exactly once; decisions only, behind ports. */
@NullMarked
package io.bisync.loading;

import org.jspecify.annotations.NullMarked;

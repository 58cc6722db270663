/** Partitions: what is a range, what is committed, and when a partition rests. */
@NullMarked
package io.bisync.loading.partition;

import org.jspecify.annotations.NullMarked;

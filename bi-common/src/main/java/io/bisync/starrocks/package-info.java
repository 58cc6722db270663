/** The client of StarRocks: Stream Load under labels, the state of a label, and SQL over HTTP. */
@NullMarked
package io.bisync.starrocks;

import org.jspecify.annotations.NullMarked;

/** Stream Load: transactions and their labels, plans, rows by StarRocks' rules, and the write into PostgreSQL. */
@NullMarked
package io.bisync.local.starrocks.load;

import org.jspecify.annotations.NullMarked;

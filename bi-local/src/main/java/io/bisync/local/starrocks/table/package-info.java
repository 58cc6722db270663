/** Databases, tables and views: StarRocks' statements that make them, and the PostgreSQL tables that hold their rows. */
@NullMarked
package io.bisync.local.starrocks.table;

import org.jspecify.annotations.NullMarked;

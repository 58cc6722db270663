/** HTTP SQL: SELECT, SHOW and DESC over PostgreSQL, answered in StarRocks' frames. */
@NullMarked
package io.bisync.local.starrocks.sql;

import org.jspecify.annotations.NullMarked;

/** Tests of the client of StarRocks, and an in-memory StarRocks for the tests of others. */
@NullMarked
package io.bisync.starrocks;

import org.jspecify.annotations.NullMarked;

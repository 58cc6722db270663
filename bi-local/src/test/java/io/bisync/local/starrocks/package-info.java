/** Tests of the StarRocks stand-in, over raw sockets where the exact answer matters. */
@NullMarked
package io.bisync.local.starrocks;

import org.jspecify.annotations.NullMarked;

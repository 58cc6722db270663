@NullMarked
package io.bisync.local.starrocks.transaction;

import org.jspecify.annotations.NullMarked;

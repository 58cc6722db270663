@NullMarked
package io.bisync.local.starrocks.row;

import org.jspecify.annotations.NullMarked;

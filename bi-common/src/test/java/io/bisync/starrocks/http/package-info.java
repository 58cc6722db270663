@NullMarked
package io.bisync.starrocks.http;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.bisync.loading.partition;

import org.jspecify.annotations.NullMarked;

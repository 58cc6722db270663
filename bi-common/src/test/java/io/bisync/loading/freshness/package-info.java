@NullMarked
package io.bisync.loading.freshness;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.bisync.loading.range;

import org.jspecify.annotations.NullMarked;

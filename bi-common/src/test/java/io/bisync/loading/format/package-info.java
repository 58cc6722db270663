@NullMarked
package io.bisync.loading.format;

import org.jspecify.annotations.NullMarked;

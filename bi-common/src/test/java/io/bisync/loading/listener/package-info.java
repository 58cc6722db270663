@NullMarked
package io.bisync.loading.listener;

import org.jspecify.annotations.NullMarked;

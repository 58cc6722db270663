@NullMarked
package io.bisync.listener;

import org.jspecify.annotations.NullMarked;

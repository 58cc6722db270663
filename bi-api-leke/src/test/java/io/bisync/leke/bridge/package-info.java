@NullMarked
package io.bisync.leke.bridge;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.bisync.bridge;

import org.jspecify.annotations.NullMarked;

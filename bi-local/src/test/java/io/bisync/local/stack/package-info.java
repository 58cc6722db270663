@NullMarked
package io.bisync.local.stack;

import org.jspecify.annotations.NullMarked;

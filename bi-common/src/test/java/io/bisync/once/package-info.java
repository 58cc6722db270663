@NullMarked
package io.bisync.once;

import org.jspecify.annotations.NullMarked;

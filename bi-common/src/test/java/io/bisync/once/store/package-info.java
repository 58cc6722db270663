@NullMarked
package io.bisync.once.store;

import org.jspecify.annotations.NullMarked;

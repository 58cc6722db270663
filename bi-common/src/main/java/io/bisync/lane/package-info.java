/** Handlers that work on many keys of a partition at once: in order per key, committed as a contiguous prefix. */
@NullMarked
package io.bisync.lane;

import org.jspecify.annotations.NullMarked;

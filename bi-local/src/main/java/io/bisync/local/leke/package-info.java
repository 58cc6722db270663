/** A source of Leke order change events that knows what they add up to. */
@NullMarked
package io.bisync.local.leke;

import org.jspecify.annotations.NullMarked;

/** Clients that take their time: requests that never become whole. */
@NullMarked
package io.bisync.local.trickle;

import org.jspecify.annotations.NullMarked;

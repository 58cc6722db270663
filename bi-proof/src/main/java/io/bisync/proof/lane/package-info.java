/** Handlers in lanes: what they gain beside other listeners, and what they do when their members die or stand still. */
@NullMarked
package io.bisync.proof.lane;

import org.jspecify.annotations.NullMarked;

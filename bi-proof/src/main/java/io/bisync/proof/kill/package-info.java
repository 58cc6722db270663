/** Whole services and the broker killed, in the middle of loads. */
@NullMarked
package io.bisync.proof.kill;

import org.jspecify.annotations.NullMarked;

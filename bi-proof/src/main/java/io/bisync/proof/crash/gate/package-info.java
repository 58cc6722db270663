/** Stands on the way to StarRocks and holds a load at any step of it. */
@NullMarked
package io.bisync.proof.crash.gate;

import org.jspecify.annotations.NullMarked;

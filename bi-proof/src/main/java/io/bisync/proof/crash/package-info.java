/** Kills members that load at every step, in this JVM and as processes, and compares their tables with what was acknowledged. */
@NullMarked
package io.bisync.proof.crash;

import org.jspecify.annotations.NullMarked;

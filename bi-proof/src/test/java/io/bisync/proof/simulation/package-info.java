/** Tests of the simulator. */
@NullMarked
package io.bisync.proof.simulation;

import org.jspecify.annotations.NullMarked;

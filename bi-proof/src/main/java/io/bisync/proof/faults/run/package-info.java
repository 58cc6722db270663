/** The command that runs every part of the fault kit. */
@NullMarked
package io.bisync.proof.faults.run;

import org.jspecify.annotations.NullMarked;

/** What every part of the fault kit reports, and the command that runs all of them. */
@NullMarked
package io.bisync.proof.faults;

import org.jspecify.annotations.NullMarked;

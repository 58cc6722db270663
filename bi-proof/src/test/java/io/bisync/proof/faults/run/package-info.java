/** Tests of the fault kit's command line. */
@NullMarked
package io.bisync.proof.faults.run;

import org.jspecify.annotations.NullMarked;

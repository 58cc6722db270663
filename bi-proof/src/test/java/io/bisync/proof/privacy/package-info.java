/** Free text of buyers and clerks, invented, against what masking makes of it. */
@NullMarked
package io.bisync.proof.privacy;

import org.jspecify.annotations.NullMarked;

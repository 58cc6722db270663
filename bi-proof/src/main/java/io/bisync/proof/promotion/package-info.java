/** Makes a column of a field that no declaration knows: what of a checkout has to change for it. */
@NullMarked
package io.bisync.proof.promotion;

import org.jspecify.annotations.NullMarked;

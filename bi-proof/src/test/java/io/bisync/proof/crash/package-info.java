/** Tests of the crashes and of their checker. */
@NullMarked
package io.bisync.proof.crash;

import org.jspecify.annotations.NullMarked;

/** Tests of the kills of whole processes. */
@NullMarked
package io.bisync.proof.kill;

import org.jspecify.annotations.NullMarked;

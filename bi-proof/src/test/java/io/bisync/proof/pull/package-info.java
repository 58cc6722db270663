/** The benchmark of pulling. */
@NullMarked
package io.bisync.proof.pull;

import org.jspecify.annotations.NullMarked;

/** Tests of what is told of a history load. */
@NullMarked
package io.bisync.proof.history.bench;

import org.jspecify.annotations.NullMarked;

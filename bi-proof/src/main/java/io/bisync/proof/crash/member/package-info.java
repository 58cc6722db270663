/** Workers with production's loading that die at every step. */
@NullMarked
package io.bisync.proof.crash.member;

import org.jspecify.annotations.NullMarked;

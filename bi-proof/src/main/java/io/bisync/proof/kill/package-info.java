/** Whole services, the broker and PostgreSQL killed, in the middle of loads. */
@NullMarked
package io.bisync.proof.kill;

import org.jspecify.annotations.NullMarked;

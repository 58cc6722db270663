/** What a memory of ids costs: time for an event, memory for an id, and the start that finds it again. */
@NullMarked
package io.bisync.proof.dedup;

import org.jspecify.annotations.NullMarked;

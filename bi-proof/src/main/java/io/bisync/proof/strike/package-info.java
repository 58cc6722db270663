/** What strikes the running suite: poison, kills, lost answers, servers that are away. */
@NullMarked
package io.bisync.proof.strike;

import org.jspecify.annotations.NullMarked;

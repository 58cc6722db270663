/** History loads of a real suite whose processes are ended at every step, and what became of every page and row. */
@NullMarked
package io.bisync.proof.history;

import org.jspecify.annotations.NullMarked;

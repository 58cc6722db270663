/** What a history load costs, from the ERP's answer to the row, and which of its links is the slowest. */
@NullMarked
package io.bisync.proof.history.bench;

import org.jspecify.annotations.NullMarked;

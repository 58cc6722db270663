/** What a lane was given and what became of it: records, tables, dead letters. */
@NullMarked
package io.bisync.proof.crash.ledger;

import org.jspecify.annotations.NullMarked;

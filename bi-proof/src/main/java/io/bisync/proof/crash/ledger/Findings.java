package io.bisync.proof.crash.ledger;

import java.util.List;

/** What the tables, their history and the dead letters say against the promise; each finding in words, too. */
public record Findings(long lost, long doubled, long outOfOrder, List<String> words) {

    public boolean isClean() {
        return lost == 0 && doubled == 0 && outOfOrder == 0;
    }
}

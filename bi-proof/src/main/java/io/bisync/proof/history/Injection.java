package io.bisync.proof.history;

import org.jspecify.annotations.Nullable;

/**
 * A fault of the kit as it was injected: a strike, and whether it hit.
 *
 * @param struck whether it hit what it was aimed at
 * @param at when, in milliseconds of the epoch
 * @param slice whose page was hit; null where it was none
 * @param fence under which that slice was held
 */
record Injection(
        HistoryStrike strike,
        boolean struck,
        long at,
        @Nullable Long slice,
        long fence) {

    /** Nothing came that could have been struck. */
    static Injection missed(HistoryStrike strike) {
        return new Injection(strike, false, 0, null, 0);
    }
}

package io.bisync.loading.freshness;

import io.bisync.starrocks.LoadOutcome;

/** Rows may be in their table, or not: they are written again. */
final class NotWrittenException extends RuntimeException {

    private final boolean held;

    /** @param held whether nothing was sent, as the table is not as declared or was not compared yet */
    NotWrittenException(String table, LoadOutcome outcome, boolean held) {
        super("%s: %s".formatted(table, reason(outcome)));
        this.held = held;
    }

    boolean isHeld() {
        return held;
    }

    private static String reason(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Committed _ -> throw new IllegalArgumentException("These rows are written");
            case LoadOutcome.Refused refused ->
                refused.errorRows() == null
                        ? refused.message()
                        : "%s: %s".formatted(refused.message(), refused.errorRows());
            case LoadOutcome.Undecided undecided -> undecided.reason();
            case LoadOutcome.NotNow notNow -> notNow.reason();
            case LoadOutcome.Miscounted miscounted -> miscounted.reason();
            case LoadOutcome.Misconfigured wrong -> wrong.reason();
        };
    }
}

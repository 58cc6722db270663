package io.bisync.local.starrocks.transaction;

import org.jspecify.annotations.Nullable;

/** What is known of one load right now; a finished one never changes again. */
public record Load(
        long transaction,
        String database,
        String label,
        String table,
        LoadState state,
        String reason,
        long rowsReceived,
        long rowsLoaded,
        long rowsFiltered,
        long inserted,
        long overwritten,
        long refused,
        long bytes,
        long startedMillis,
        @Nullable Long finishedMillis) {

    static final String STALLED = "stalled by a fault";

    /** Whether a fault keeps it in the middle of its body. */
    public boolean isStalled() {
        return reason.equals(STALLED);
    }
}

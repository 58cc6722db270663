package io.bisync.local.starrocks.transaction;

/** The state of a load transaction, in StarRocks' words. */
public enum LoadState {
    UNKNOWN,
    PREPARE,
    PREPARED,
    COMMITTED,
    VISIBLE,
    ABORTED;

    boolean isRunning() {
        return this == PREPARE || this == PREPARED;
    }
}

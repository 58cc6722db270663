package io.bisync.starrocks;

/** What StarRocks knows about a label. */
public enum LabelState {
    /** No transaction under this label: never begun, or forgotten. */
    UNKNOWN,
    /** The load is running, or was begun and left. */
    PREPARE,
    /** Written, waiting for its second phase. */
    PREPARED,
    /** Durable, becoming visible. */
    COMMITTED,
    /** Durable and visible. */
    VISIBLE,
    /** Nothing was loaded; the label is free again. */
    ABORTED;

    /** Whether the rows are in. */
    public boolean isDurable() {
        return this == COMMITTED || this == VISIBLE;
    }
}

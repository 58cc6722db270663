package io.bisync.local.jushuitan.merchant;

/** What happened to an order. */
public enum ChangeKind {
    CREATED,
    PAID,
    CONFIRMED,
    QUESTIONED,
    SPLIT,
    SPLIT_OFF,
    SENT,
    FINISHED,
    ITEM_REMOVED,
    ITEM_CHANGED,
    ITEM_ADDED,
    CANCELLED,
    STATUS_SET,
    TOUCHED,
    /** Visible only when versions were that had been given out after its own. */
    COMMITTED_LATE,
    POISONED
}

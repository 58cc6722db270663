package io.bisync.local.jushuitan.book;

/** What happened to a row. */
public enum BookChange {
    CREATED,
    CHANGED,
    /** Changed again within the second of its last change. */
    CHANGED_AGAIN,
    /** Committed below a row version that was given out after its own. */
    COMMITTED_LATE,
    VANISHED,
    CAME_BACK
}

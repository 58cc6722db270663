package io.bisync.registry;

/** Which change of its schema a subject takes; the registry's own names. */
public enum Level {
    /** Any: a reader may meet what it cannot read. */
    NONE,
    /** Readers of the new schema read what was written with the one before. */
    BACKWARD,
    BACKWARD_TRANSITIVE,
    /** Readers of the schema before read what is written with the new one. */
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
}

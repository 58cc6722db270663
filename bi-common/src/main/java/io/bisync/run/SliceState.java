package io.bisync.run;

/** How far a slice is. */
public enum SliceState {
    /** Nobody works on it: it was not begun, or whoever did gave it back. */
    WAITING,
    /** A process works on it. */
    RUNNING,
    /** Kafka has all of it; the group that loads it has not passed its last record yet. */
    SENT,
    /** All of it is loaded, or set aside as a dead letter. */
    COMPLETE,
    /** It cannot go on without a person. */
    FAILED,
    /** A person did not want it any more. */
    CANCELLED
}

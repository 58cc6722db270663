package io.bisync.run;

/** What a run does. */
public enum RunKind {
    /** Asks the ERP for windows of the past and publishes them to the topics of history. */
    HISTORY,
    /** Takes events that Kafka still has through the topics of history once more. */
    REPLAY,
    /** Sends dead letters again, through the topics of history. */
    REDRIVE,
    /** Compares what the ERP has with StarRocks. */
    VERIFY,
    /** Verifies, and loads from the ERP what differs. */
    REPAIR
}

package io.bisync.run;

/** What a run does. */
public enum RunKind {
    /** Asks the ERP for windows of the past and publishes them to the topics of history. */
    HISTORY
}

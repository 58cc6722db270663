package io.bisync.proof.history;

/** How far a page of a slice is on its way to Kafka. */
enum PageStep {
    /** The ERP has answered, Kafka has nothing of it. */
    ANSWERED,
    /** Kafka has events and progress, in a transaction that is open. */
    WRITTEN,
    /** Kafka has committed it, and the service does not know. */
    COMMITTED
}

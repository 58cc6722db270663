package io.bisync.handler;

/** How often a handler's method sees a record, whatever ends when. */
public enum Delivery {
    /** The offset is committed before the method sees the record, which is tried once. */
    AT_MOST_ONCE,
    /** The offset is committed when the method is through with the record, or Kafka has its dead letter. */
    AT_LEAST_ONCE,
    /** What the method sends by the application's template and the record's offset are one transaction of Kafka. */
    EXACTLY_ONCE
}

package io.bisync.topic;

import java.util.Locale;

/** What topics have in common that are sized, kept and listened to alike. */
public enum TrafficClass {
    /** Many changes that nobody waits for gladly: orders and what leaves the warehouse for them. */
    ORDERS,
    /** Stock. */
    STOCK,
    /** Documents and master data: few changes. */
    OTHER,
    /** Whatever is loaded again, of every entity. */
    HISTORY;

    /** The name of the listener that has these topics, which is also the last part of its group's name. */
    public String listener() {
        return name().toLowerCase(Locale.ROOT);
    }
}

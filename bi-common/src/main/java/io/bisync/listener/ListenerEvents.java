package io.bisync.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What becomes of listeners and their topics: a line and a count each. */
final class ListenerEvents {

    static final String ENDED = "BI-LISTEN-02";
    static final String PARTITIONS_ADDED = "BI-LISTEN-04";
    static final String LEADER_CHANGED = "BI-LISTEN-05";
    static final String TOO_FEW_IN_SYNC = "BI-LISTEN-06";
    static final String REBALANCED = "BI-LISTEN-07";
    static final String REFUSED = "BI-LISTEN-08";

    private static final Logger log = LoggerFactory.getLogger(ListenerEvents.class);

    private final MeterRegistry meters;

    ListenerEvents(MeterRegistry meters) {
        this.meters = meters;
    }

    void happened(Level level, String code, String what, long times) {
        Counter.builder("bi.listeners.events")
                .description("What became of listeners and their topics, by code of docs/errors.md")
                .tag("code", code)
                .register(meters)
                .increment((double) times);
        log.atLevel(level).addKeyValue("code", code).log("{} {}", code, what);
    }
}

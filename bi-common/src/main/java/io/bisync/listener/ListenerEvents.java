package io.bisync.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

    private static final List<String> CODES =
            List.of(ENDED, PARTITIONS_ADDED, LEADER_CHANGED, TOO_FEW_IN_SYNC, REBALANCED, REFUSED);

    private final Map<String, Counter> counters;

    /** Everything is counted from zero on: of what begins with its first event no increase is seen. */
    ListenerEvents(MeterRegistry meters) {
        counters = CODES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        code -> code,
                        code -> Counter.builder("bi.listeners.events")
                                .description("What became of listeners and their topics, by code of docs/errors.md")
                                .tag("code", code)
                                .register(meters)));
    }

    void happened(Level level, String code, String what, long times) {
        Objects.requireNonNull(counters.get(code)).increment((double) times);
        log.atLevel(level).addKeyValue("code", code).log("{} {}", code, what);
    }
}

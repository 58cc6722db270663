package io.bisync.leke.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What came through the bridge, and what is on its way. */
final class BridgeMeters {

    /** The topic of what goes to none: names that anybody may write are no tags. */
    private static final String NONE = "none";

    private final MeterRegistry registry;

    BridgeMeters(MeterRegistry registry, Admission admission) {
        this.registry = registry;
        Gauge.builder("bi.bridge.in.flight", admission, Admission::inFlight)
                .description("Requests on their way to Kafka")
                .register(registry);
    }

    void answered(String topic, Answer answer) {
        var known = !(answer instanceof Answer.Refused refused) || refused.refusal() != Refusal.TOPIC;
        Counter.builder("bi.bridge.events")
                .description("Events that came to the bridge, by what became of them")
                .tags("topic", known ? topic : NONE, "answer", answer.text())
                .register(registry)
                .increment();
    }

    /** A request that was refused before its events were read. */
    void refused(Answer.Refused refused) {
        Counter.builder("bi.bridge.refused")
                .description("Requests that were refused before their events were read, by code of docs/errors.md")
                .tag("code", refused.code())
                .register(registry)
                .increment();
    }
}

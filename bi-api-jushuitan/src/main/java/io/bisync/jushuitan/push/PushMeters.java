package io.bisync.jushuitan.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What was pushed, what became of it, and how long that took. */
final class PushMeters {

    private final MeterRegistry registry;

    PushMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void received(String result) {
        Counter.builder("bi.push.received")
                .description("Messages at addresses for pushes, by what became of them")
                .tag("result", result)
                .register(registry)
                .increment();
    }

    void hints(String result, int number) {
        Counter.builder("bi.push.hints")
                .description("Hints that something changed, by what became of them")
                .tag("result", result)
                .register(registry)
                .increment(number);
    }

    void rows(String account, String entity, int number) {
        Counter.builder("bi.push.reread.rows")
                .description("Rows that were read again for hints, and published")
                .tags("account", account, "entity", entity)
                .register(registry)
                .increment(number);
    }

    void latency(String entity, Duration took) {
        Timer.builder("bi.push.latency")
                .description("Time from a hint to the row on its topic")
                .tag("entity", entity)
                .register(registry)
                .record(took);
    }
}

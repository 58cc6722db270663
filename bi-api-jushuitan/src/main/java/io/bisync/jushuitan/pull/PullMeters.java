package io.bisync.jushuitan.pull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the pulls count: {@code bi.pull.published}, {@code bi.pull.redacted}, {@code bi.pull.unreadable},
 * {@code bi.pull.failures}, and {@code bi.pull.lag} in seconds since everything was read.
 */
final class PullMeters {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<Tags, Instant> readUntil = new ConcurrentHashMap<>();

    PullMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void published(String account, String entity, String origin, int entities) {
        registry.counter("bi.pull.published", tags(account, entity).and("origin", origin))
                .increment(entities);
    }

    void redacted(String account, String entity, int members) {
        registry.counter("bi.pull.redacted", tags(account, entity)).increment(members);
    }

    void unreadable(String account, String entity) {
        registry.counter("bi.pull.unreadable", tags(account, entity)).increment();
    }

    void failed(String account, String entity, String error) {
        registry.counter("bi.pull.failures", tags(account, entity).and("error", error))
                .increment();
    }

    void readUntil(String account, String entity, Instant instant) {
        Tags tags = tags(account, entity);
        if (readUntil.put(tags, instant) == null) {
            Gauge.builder("bi.pull.lag", () -> lag(tags))
                    .tags(tags)
                    .baseUnit("seconds")
                    .description("Time since everything that Jushuitan had was on the topic")
                    .register(registry);
        }
    }

    private double lag(Tags tags) {
        Instant instant = readUntil.get(tags);
        return instant == null
                ? Double.NaN
                : Duration.between(instant, clock.instant()).toMillis() / 1000.0;
    }

    private static Tags tags(String account, String entity) {
        return Tags.of("account", account, "entity", entity);
    }
}

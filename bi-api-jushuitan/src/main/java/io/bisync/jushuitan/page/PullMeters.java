package io.bisync.jushuitan.page;

import io.bisync.account.StatusReport.Place;
import io.bisync.record.Redactor.Redacted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the pulls count: {@code bi.pull.published}, {@code bi.pull.redacted}, {@code bi.pull.replaced},
 * {@code bi.pull.failures}, and {@code bi.pull.lag} in seconds since everything was read.
 */
public final class PullMeters {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final PullStates states;
    private final Map<Key, Instant> readUntil = new ConcurrentHashMap<>();
    private final Set<Key> shown = ConcurrentHashMap.newKeySet();
    private final Set<Key> shownRescans = ConcurrentHashMap.newKeySet();

    public PullMeters(MeterRegistry registry, InstantSource clock, PullStates states) {
        this.registry = registry;
        this.clock = clock;
        this.states = states;
    }

    void published(String account, String entity, String origin, int entities) {
        registry.counter("bi.pull.published", tags(account, entity).and("origin", origin))
                .increment(entities);
        if (origin.equals("live")) {
            states.progressed(account, entity);
        }
    }

    void redacted(String account, String entity, Redacted redacted) {
        withheld(account, entity, "removed", redacted.removed());
        withheld(account, entity, "sealed", redacted.sealed());
        withheld(account, entity, "masked", redacted.masked());
    }

    private void withheld(String account, String entity, String how, int values) {
        Counter.builder("bi.pull.redacted")
                .description("Values that were removed, sealed or masked before an entity was published")
                .tags(tags(account, entity).and("how", how))
                .register(registry)
                .increment(values);
    }

    void replaced(String account, String entity, String error) {
        registry.counter("bi.pull.replaced", tags(account, entity).and("code", error))
                .increment();
    }

    public void begins(String account, String entity, Duration pace) {
        states.begins(account, entity, pace);
    }

    public void failed(String account, String entity, Place at, String error) {
        states.failed(account, entity, at, error);
        registry.counter("bi.pull.failures", tags(account, entity).and("code", error))
                .increment();
    }

    /** Rows whose {@code modified} is missing or cannot be read: their events carry no time. */
    void undated(String account, String entity, int rows) {
        count("bi.pull.undated", "Rows whose time of change could not be read", account, entity, rows);
    }

    /** Rows whose version could not be believed: they go to the dead letters. */
    void doubted(String account, String entity, int rows) {
        count("bi.pull.doubted", "Rows whose version could not be believed", account, entity, rows);
    }

    /** Rows that only a re-scan found: they were committed behind what the live pull had read. */
    public void found(String account, String entity, int rows) {
        count("bi.pull.found", "Rows that appeared behind what the live pull had read", account, entity, rows);
    }

    /** Rows that a re-scan published although they may be on the topic: nobody here knew. */
    public void repeated(String account, String entity, int rows) {
        count(
                "bi.pull.repeated",
                "Rows that a re-scan published without knowing of the first time",
                account,
                entity,
                rows);
    }

    /** So many stretches of the past were read again to their end. */
    public void readAgain(String account, String entity, int stretches) {
        count("bi.pull.rescans", "Stretches of the past that were read again to their end", account, entity, stretches);
    }

    /** For how long a re-scan of the entity has been due; null once nobody here reads it again. */
    public void rescanned(String account, String entity, @Nullable Supplier<Duration> lateness) {
        states.rescanned(account, entity, lateness);
        if (lateness != null && shownRescans.add(new Key(account, entity))) {
            Gauge.builder("bi.pull.rescan.lateness", () -> lateness(account, entity))
                    .tags(tags(account, entity))
                    .baseUnit("seconds")
                    .description("Time since what changed lately was to be read again and is not read to its end")
                    .register(registry);
        }
    }

    private double lateness(String account, String entity) {
        Duration lateness = states.rescanLateness(account, entity);
        return lateness == null ? Double.NaN : lateness.toMillis() / 1000.0;
    }

    private void count(String name, String description, String account, String entity, int rows) {
        Counter.builder(name)
                .description(description)
                .tags(tags(account, entity))
                .register(registry)
                .increment(rows);
    }

    void caughtUp(String account, String entity, Instant until, Ceiling ceiling) {
        states.caughtUp(account, entity, until, ceiling);
        Key pull = new Key(account, entity);
        readUntil.put(pull, until);
        if (shown.add(pull)) {
            Gauge.builder("bi.pull.lag", () -> lag(pull))
                    .tags(tags(account, entity))
                    .baseUnit("seconds")
                    .description("Time since everything that Jushuitan had was on the topic")
                    .register(registry);
        }
    }

    /** How far the pull of an entity has come. */
    public Progress progress(String account, String entity) {
        return new Progress() {
            @Override
            public void caughtUp(Instant until, Ceiling ceiling) {
                PullMeters.this.caughtUp(account, entity, until, ceiling);
            }

            @Override
            public void moved() {
                PullMeters.this.moved(account, entity);
            }

            @Override
            public void ended() {
                PullMeters.this.ended(account, entity);
            }
        };
    }

    /** The cursor goes on from elsewhere. */
    void moved(String account, String entity) {
        states.moved(account, entity);
    }

    /** The pull has ended or moved to another replica: its age says nothing any more. */
    public void ended(String account, String entity) {
        readUntil.remove(new Key(account, entity));
        states.ended(account, entity);
    }

    private double lag(Key pull) {
        Instant instant = readUntil.get(pull);
        return instant == null
                ? Double.NaN
                : Duration.between(instant, clock.instant()).toMillis() / 1000.0;
    }

    private static Tags tags(String account, String entity) {
        return Tags.of("account", account, "entity", entity);
    }

    private record Key(String account, String entity) {}
}

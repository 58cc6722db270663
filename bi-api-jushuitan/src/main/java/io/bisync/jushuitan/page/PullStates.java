package io.bisync.jushuitan.page;

import io.bisync.account.StatusReport.Obstacle;
import io.bisync.account.StatusReport.Place;
import io.bisync.account.StatusReport.Read;
import io.bisync.loading.PlausibleVersions;
import io.bisync.loading.ReadProgress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How every pull of this process stands: reported to bi-basic, a health detail, how far versions can have come, and
 * {@code bi.pull.failing}, which is 1 with the code of what is wrong and 0 with the code {@code none}. A pull that another
 * replica has is not among them.
 */
public final class PullStates implements ReadProgress, PlausibleVersions, HealthIndicator {

    /** A pull that neither publishes nor catches up nor fails for so long beyond twice its pace stands still. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String NO_PROGRESS = "BI-JST-60";

    private record Key(String account, String entity) {

        @Override
        public String toString() {
            return account + "/" + entity;
        }
    }

    private record State(
            @Nullable Instant readUntil,
            @Nullable Ceiling ceiling,
            Instant progressAt,
            @Nullable Obstacle obstacle) {}

    private final InstantSource clock;
    private final MultiGauge failing;
    private final Map<Key, State> states = new ConcurrentHashMap<>();
    private final Map<String, Duration> paces = new ConcurrentHashMap<>();
    private final Map<Key, Supplier<Duration>> rescans = new ConcurrentHashMap<>();

    public PullStates(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.failing = MultiGauge.builder("bi.pull.failing")
                .description("1 while the pull fails or stands still, with the code of docs/errors.md")
                .register(registry);
    }

    void begins(String account, String entity, Duration pace) {
        paces.put(entity, pace);
        states.putIfAbsent(new Key(account, entity), new State(null, null, clock.instant(), null));
    }

    /** A page is published. */
    void progressed(String account, String entity) {
        states.compute(
                new Key(account, entity),
                (_, before) -> before == null
                        ? new State(null, null, clock.instant(), null)
                        : new State(before.readUntil(), before.ceiling(), clock.instant(), before.obstacle()));
    }

    /** Everything that the ERP had by then is published. */
    void caughtUp(String account, String entity, Instant readUntil, Ceiling ceiling) {
        states.put(new Key(account, entity), new State(readUntil, ceiling, clock.instant(), null));
    }

    /** The cursor goes on from elsewhere: how far versions can have come is not known until everything is read again. */
    void moved(String account, String entity) {
        states.computeIfPresent(
                new Key(account, entity),
                (_, before) -> new State(before.readUntil(), null, before.progressAt(), before.obstacle()));
    }

    void failed(String account, String entity, Place at, String code) {
        var now = clock.instant();
        states.compute(new Key(account, entity), (_, before) -> {
            var obstacle = before == null ? null : before.obstacle();
            return new State(
                    before == null ? null : before.readUntil(),
                    before == null ? null : before.ceiling(),
                    before == null ? now : before.progressAt(),
                    obstacle == null || !obstacle.code().equals(code) ? new Obstacle(at, code, now) : obstacle);
        });
    }

    /** For how long a re-scan has been due; null once nobody here reads again. */
    void rescanned(String account, String entity, @Nullable Supplier<Duration> lateness) {
        Key rescan = new Key(account, entity);
        if (lateness == null) {
            rescans.remove(rescan);
        } else {
            rescans.put(rescan, lateness);
        }
    }

    /** Null where nobody here reads again. */
    @Nullable Duration rescanLateness(String account, String entity) {
        Supplier<Duration> lateness = rescans.get(new Key(account, entity));
        return lateness == null ? null : lateness.get();
    }

    /** The pull has ended or moved to another replica. */
    void ended(String account, String entity) {
        states.remove(new Key(account, entity));
    }

    @Override
    public List<Read> reads() {
        return states.entrySet().stream()
                .map(it -> new Read(
                        it.getKey().account(),
                        it.getKey().entity(),
                        it.getValue().readUntil(),
                        rescanDue(it.getKey()),
                        obstacle(it.getKey().entity(), it.getValue())))
                .toList();
    }

    @Override
    public OptionalLong highest(String account, String entity) {
        var state = states.get(new Key(account, entity));
        var ceiling = state == null ? null : state.ceiling();
        return ceiling == null ? OptionalLong.empty() : OptionalLong.of(ceiling.highest(clock.instant()));
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (var read : reads()) {
            var obstacle = read.obstacle();
            if (obstacle != null) {
                health.down()
                        .withDetail(
                                read.account() + "/" + read.entity(), obstacle.code() + " since " + obstacle.since());
            }
        }
        return health.build();
    }

    /** Series follow the pulls: one that is gone is not shown any more. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void show() {
        failing.register(
                reads().stream()
                        .map(it -> {
                            var obstacle = it.obstacle();
                            return MultiGauge.Row.of(
                                    Tags.of(
                                            "account", it.account(),
                                            "entity", it.entity(),
                                            "code", obstacle == null ? "none" : obstacle.code()),
                                    obstacle == null ? 0 : 1);
                        })
                        .toList(),
                true);
    }

    private @Nullable Instant rescanDue(Key pull) {
        Duration lateness = rescanLateness(pull.account(), pull.entity());
        return lateness == null || lateness.isZero() ? null : clock.instant().minus(lateness);
    }

    private @Nullable Obstacle obstacle(String entity, State state) {
        if (state.obstacle() != null) {
            return state.obstacle();
        }
        var patience = paces.getOrDefault(entity, Duration.ZERO).multipliedBy(2).plus(PATIENCE);
        return state.progressAt().plus(patience).isBefore(clock.instant())
                ? new Obstacle(Place.PULL, NO_PROGRESS, state.progressAt())
                : null;
    }
}

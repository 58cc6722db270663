package io.bisync.loading.freshness;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.starrocks.StarRocksException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps the two tables of every source that this service loads, as long as no other process does. Loading knows nothing of it. */
final class FreshnessWriter implements HealthIndicator, AutoCloseable {

    static final String NOT_WRITTEN = "BI-LOAD-24";

    private static final Logger log = LoggerFactory.getLogger(FreshnessWriter.class);

    /** Tables that were not compared with their declaration yet are tried again so soon. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<SourceTables> sources;
    private final Duration interval;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final String holder = UUID.randomUUID().toString();
    private final Map<String, String> told = new HashMap<>();
    private Instant due = Instant.MIN;
    private boolean closed;
    private volatile Health health = Health.unknown().build();

    FreshnessWriter(List<SourceTables> sources, Duration interval, InstantSource clock, MeterRegistry meters) {
        this.sources = List.copyOf(sources);
        this.interval = interval;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Health health() {
        return health;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    synchronized void look() {
        var now = clock.instant();
        if (!closed && !now.isBefore(due)) {
            due = now.plus(interval);
            write(now);
        }
    }

    /** Gives its task back: the others look for it once an interval, and would wait until this process is taken for dead. */
    @Override
    public synchronized void close() {
        closed = true;
        for (var source : sources) {
            try {
                source.release(holder);
            } catch (ControlPlaneException unavailable) {
                log.atDebug()
                        .addKeyValue("source", source.source())
                        .log("The task runs out by itself: {}", unavailable.getMessage());
            }
        }
    }

    /** Who was not heard of for two intervals and a while has lost its task. */
    private Duration ttl() {
        return interval.multipliedBy(2).plusSeconds(30);
    }

    private void write(Instant now) {
        var details = new TreeMap<String, Object>();
        @Nullable String wrong = null;
        for (var source : sources) {
            var problem = problem(source, now, details);
            wrong = wrong == null ? problem : wrong;
        }
        var state = wrong == null ? Health.up() : Health.down().withDetail("code", wrong);
        health = state.withDetails(details).build();
    }

    /** The code of what went wrong, or null. */
    private @Nullable String problem(SourceTables tables, Instant now, Map<String, Object> details) {
        var source = tables.source();
        try {
            details.put(source, tables.write(holder, ttl()) ? "written" : "written by another process");
            told.remove(source);
            return null;
        } catch (ControlPlaneException unanswered) {
            // That it does not answer is told once, by its client.
            return failed(
                    source,
                    unanswered.code(),
                    unanswered,
                    unanswered instanceof ControlPlaneUnavailableException,
                    details);
        } catch (StarRocksException unanswered) {
            return failed(source, NOT_WRITTEN, unanswered, false, details);
        } catch (NotWrittenException unsure) {
            if (unsure.isHeld()) {
                // What holds it is told by the comparison of the tables.
                due = now.plus(interval.compareTo(SOON) < 0 ? interval : SOON);
            }
            return failed(source, NOT_WRITTEN, unsure, unsure.isHeld(), details);
        }
    }

    private String failed(
            String source, String code, RuntimeException why, boolean toldElsewhere, Map<String, Object> details) {
        details.put(source, Objects.toString(why.getMessage()));
        if (!toldElsewhere && !code.equals(told.put(source, code))) {
            meters.counter("bi.freshness.problems", "code", code).increment();
            log.atWarn()
                    .addKeyValue("code", code)
                    .addKeyValue("source", source)
                    .log(
                            "{} bi_account and bi_freshness of {} are not written, and are tried again every {}: {}",
                            code,
                            source,
                            interval,
                            why.getMessage());
        }
        return code;
    }
}

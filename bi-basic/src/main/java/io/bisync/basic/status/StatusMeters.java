package io.bisync.basic.status;

import io.bisync.basic.database.Times;
import io.bisync.basic.pause.PausedEntities;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** What alerts are made of; series follow the accounts and processes that there are. */
class StatusMeters {

    private final StatusLines lines;
    private final PausedEntities paused;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MultiGauge freshness;
    private final MultiGauge reportAge;
    private final MultiGauge clockAhead;

    StatusMeters(
            StatusLines lines, PausedEntities paused, JdbcClient jdbc, InstantSource clock, MeterRegistry registry) {
        this.lines = lines;
        this.paused = paused;
        this.jdbc = jdbc;
        this.clock = clock;
        this.freshness = MultiGauge.builder("bi.freshness")
                .description("Time since everything that the ERP had was in StarRocks, for what is not paused")
                .baseUnit("seconds")
                .register(registry);
        this.reportAge = MultiGauge.builder("bi.status.report.age")
                .description("Time since a process reported its status")
                .baseUnit("seconds")
                .register(registry);
        this.clockAhead = MultiGauge.builder("bi.status.clock.ahead")
                .description("By how much a reporting process' clock is ahead of bi-basic's, or less")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void show() {
        var rest = paused.names(null);
        freshness.register(
                lines.all().stream()
                        .filter(StatusLine::enabled)
                        .filter(it -> !rest.getOrDefault(it.account(), Set.of()).contains(it.entity()))
                        .map(it -> Row.of(
                                Tags.of(
                                        "source", it.source().text(),
                                        "account", it.account(),
                                        "entity", it.entity()),
                                () -> age(it.freshAsOf())))
                        .collect(Collectors.toList()),
                true);
        var reporters = jdbc.sql("SELECT source, instance, received_at, ahead_millis FROM basic.reporter"
                        + " WHERE received_at > :since")
                .param("since", Times.column(clock.instant().minus(Duration.ofMinutes(10))))
                .query((row, _) -> new Reporter(
                        Tags.of("source", row.getString("source"), "instance", row.getString("instance")),
                        Objects.requireNonNull(Times.instant(row, "received_at")),
                        row.getLong("ahead_millis") / 1000.0))
                .list();
        reportAge.register(
                reporters.stream()
                        .map(it -> Row.of(it.tags(), () -> age(it.receivedAt())))
                        .collect(Collectors.toList()),
                true);
        clockAhead.register(
                reporters.stream().map(it -> Row.of(it.tags(), it.ahead())).collect(Collectors.toList()), true);
    }

    private record Reporter(Tags tags, Instant receivedAt, double ahead) {}

    /** Not a number while it is not known. */
    private double age(@Nullable Instant since) {
        return since == null
                ? Double.NaN
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }
}

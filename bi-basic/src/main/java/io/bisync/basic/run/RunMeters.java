package io.bisync.basic.run;

import io.bisync.basic.database.Times;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** What is being loaded again, and when that last came to its end. */
class RunMeters {

    private record Completed(Tags tags, Instant at) {}

    private final RunStatuses statuses;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MultiGauge runs;
    private final MultiGauge slices;
    private final MultiGauge age;

    RunMeters(RunStatuses statuses, JdbcClient jdbc, InstantSource clock, MeterRegistry registry) {
        this.statuses = statuses;
        this.jdbc = jdbc;
        this.clock = clock;
        this.runs = MultiGauge.builder("bi.run.open")
                .description("Runs that are not over, by kind and state")
                .register(registry);
        this.slices = MultiGauge.builder("bi.run.slices")
                .description("Slices that are not loaded yet, by kind and state; failed ones count until they are tried"
                        + " again")
                .register(registry);
        this.age = MultiGauge.builder("bi.run.complete.age")
                .description("Time since a run of that kind was last complete")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void show() {
        runs.register(
                statuses.open().entrySet().stream()
                        .map(it -> Row.of(it.getKey(), it.getValue()))
                        .collect(Collectors.toList()),
                true);
        slices.register(
                jdbc
                        .sql("""
                            SELECT s.source, r.kind, s.state, count(*) AS count FROM basic.slice s
                            JOIN basic.run r ON r.id = s.run_id
                            WHERE s.state IN ('WAITING', 'RUNNING', 'SENT', 'FAILED') GROUP BY s.source, r.kind, s.state\
                            """)
                        .query((row, _) -> Row.of(tags(row).and("state", row.getString("state")), row.getLong("count")))
                        .list()
                        .stream()
                        .collect(Collectors.toList()),
                true);
        age.register(
                jdbc
                        .sql("""
                            SELECT source, kind, max(ended_at) AS at FROM basic.run r
                            WHERE ended_at IS NOT NULL AND NOT cancelled AND NOT EXISTS (
                                SELECT FROM basic.slice s WHERE s.run_id = r.id AND s.state = 'FAILED')
                            GROUP BY source, kind\
                            """)
                        .query((row, _) -> new Completed(tags(row), Objects.requireNonNull(Times.instant(row, "at"))))
                        .list()
                        .stream()
                        .map(it -> Row.of(it.tags(), () -> seconds(it.at())))
                        .collect(Collectors.toList()),
                true);
    }

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private static Tags tags(ResultSet row) throws SQLException {
        return Tags.of("source", row.getString("source"), "kind", row.getString("kind"));
    }
}

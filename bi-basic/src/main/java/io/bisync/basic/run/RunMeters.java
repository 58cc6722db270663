package io.bisync.basic.run;

import io.bisync.basic.run.RunStatuses.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** What is being loaded again, and when that last came to its end. */
class RunMeters {

    private final RunStatuses statuses;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MultiGauge runs;
    private final MultiGauge slices;
    private final MultiGauge age;
    private final MultiGauge late;

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
        this.late = MultiGauge.builder("bi.run.late")
                .description("For how long a run of that kind should have been complete; 0 while there is time")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void show() {
        var kinds = statuses.kinds();
        runs.register(
                kinds.stream()
                        .flatMap(kind -> kind.open().entrySet().stream()
                                .map(it -> Row.of(
                                        tags(kind).and("state", it.getKey().name()), it.getValue())))
                        .collect(Collectors.toList()),
                true);
        age.register(
                kinds.stream().flatMap(kind -> since(kind, kind.completeAt())).collect(Collectors.toList()), true);
        late.register(kinds.stream().flatMap(kind -> since(kind, kind.dueAt())).collect(Collectors.toList()), true);
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
    }

    private Stream<Row<?>> since(Kind kind, @Nullable Instant moment) {
        return moment == null ? Stream.empty() : Stream.of(Row.of(tags(kind), () -> seconds(moment)));
    }

    private double seconds(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private static Tags tags(Kind kind) {
        return Tags.of("source", kind.source(), "kind", kind.kind().name());
    }

    private static Tags tags(ResultSet row) throws SQLException {
        return Tags.of("source", row.getString("source"), "kind", row.getString("kind"));
    }
}

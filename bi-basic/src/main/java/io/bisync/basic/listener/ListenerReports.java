package io.bisync.basic.listener;

import io.bisync.account.ListenerReport;
import io.bisync.account.ListenerStatus;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.BodyMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** What processes say of their listeners: the last word of each. */
class ListenerReports {

    private static final Duration KEPT = Duration.ofDays(1);

    /** One process' word about one listener. */
    record Line(String service, String instance, Instant at, ListenerStatus status) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final InstantSource clock;

    ListenerReports(JdbcClient jdbc, NamedParameterJdbcOperations batches, InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** Notes what a process says. */
    void note(ListenerReport report) {
        var now = Times.column(clock.instant());
        batches.batchUpdate(
                """
                INSERT INTO basic.listener_report (service, listener, instance, status, reported_at)
                VALUES (:service, :listener, :instance, CAST(:status AS jsonb), :now)
                ON CONFLICT (service, listener, instance) DO UPDATE SET status = excluded.status,
                    reported_at = excluded.reported_at\
                """,
                report.all().stream()
                        .map(it -> new MapSqlParameterSource()
                                .addValue("service", report.service())
                                .addValue("listener", it.id())
                                .addValue("instance", report.instance())
                                .addValue("status", BodyMapper.JSON.writeValueAsString(it))
                                .addValue("now", now))
                        .toArray(SqlParameterSource[]::new));
    }

    /** The newest first, of one listener or of all. */
    List<Line> lines(@Nullable String service, @Nullable String listener) {
        return jdbc.sql("""
            SELECT * FROM basic.listener_report
            WHERE (CAST(:service AS varchar) IS NULL OR service = :service)
                AND (CAST(:listener AS varchar) IS NULL OR listener = :listener)
            ORDER BY service, listener, reported_at DESC, instance\
            """)
                .param("service", service)
                .param("listener", listener)
                .query(ListenerReports::line)
                .list();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("""
            DELETE FROM basic.listener_report old WHERE reported_at < :before AND EXISTS (
                SELECT 1 FROM basic.listener_report newer WHERE newer.service = old.service
                    AND newer.listener = old.listener AND newer.reported_at > old.reported_at)\
            """).param("before", Times.column(clock.instant().minus(KEPT))).update();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getString("service"),
                row.getString("instance"),
                Objects.requireNonNull(Times.instant(row, "reported_at")),
                BodyMapper.JSON.readValue(row.getString("status"), ListenerStatus.class));
    }
}

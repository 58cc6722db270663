package io.bisync.basic.status;

import io.bisync.account.StatusReport;
import io.bisync.basic.account.Source;
import io.bisync.basic.database.Times;
import io.bisync.basic.database.TransactionLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the newest report of every process, its instants told by our own clock. */
class StatusRepository {

    private static final Logger log = LoggerFactory.getLogger(StatusRepository.class);
    private static final String CLOCK_AHEAD = "BI-STATUS-03";
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Freshness freshness;
    private final InstantSource clock;

    StatusRepository(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Freshness freshness,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.freshness = freshness;
        this.clock = clock;
    }

    void note(Source source, StatusReport report) {
        transaction.executeWithoutResult(_ -> {
            // Reports of one source take turns: they touch the same rows in any order.
            TransactionLock.take(jdbc, "status " + source.text());
            var now = clock.instant();
            var theirs = noteReporter(report, now);
            noteLoaded(report, theirs, now);
            noteLags(report, theirs, now);
            noteFailures(report, theirs, now);
            noteReads(report, theirs, now);
            freshness.advance(source);
        });
    }

    private ReporterClock noteReporter(StatusReport report, Instant now) {
        var before = jdbc.sql("""
                        SELECT ahead_millis, ahead_at FROM basic.reporter
                        WHERE source = :source AND instance = :instance""")
                .param("source", report.source())
                .param("instance", report.instance())
                .query((row, _) -> new ReporterClock(
                        Duration.ofMillis(row.getLong("ahead_millis")),
                        Objects.requireNonNull(Times.instant(row, "ahead_at"))))
                .optional()
                .orElse(null);
        var theirs = ReporterClock.of(before, report.at(), now);
        if (isAhead(theirs) && (before == null || !isAhead(before))) {
            log.atWarn()
                    .addKeyValue("code", CLOCK_AHEAD)
                    .addKeyValue("source", report.source())
                    .addKeyValue("instance", report.instance())
                    .log(
                            "{} The clock of a reporting process is {} ahead of bi-basic's; its instants are shifted by that",
                            CLOCK_AHEAD,
                            theirs.ahead());
        }
        jdbc.sql("""
                        INSERT INTO basic.reporter (source, instance, received_at, ahead_millis, ahead_at)
                        VALUES (:source, :instance, :now, :ahead, :aheadAt)
                        ON CONFLICT (source, instance) DO UPDATE SET received_at = excluded.received_at,
                            ahead_millis = excluded.ahead_millis, ahead_at = excluded.ahead_at""")
                .param("source", report.source())
                .param("instance", report.instance())
                .param("now", Times.column(now))
                .param("ahead", theirs.ahead().toMillis())
                .param("aheadAt", Times.column(theirs.measuredAt()))
                .update();
        return theirs;
    }

    private static boolean isAhead(ReporterClock theirs) {
        return theirs.ahead().compareTo(WORTH_TELLING) > 0;
    }

    /** Counters of one process only grow, so that a late report of it changes nothing. */
    private void noteLoaded(StatusReport report, ReporterClock theirs, Instant now) {
        batch(
                """
                INSERT INTO basic.loaded (source, account_id, entity, instance, loaded_rows, dead_letters, last_loaded,
                    newest_change, reported_at)
                VALUES (:source, :account, :entity, :instance, :rows, :deadLetters, :lastLoaded, :newestChange, :now)
                ON CONFLICT (source, account_id, entity, instance) DO UPDATE SET
                    loaded_rows = GREATEST(loaded.loaded_rows, excluded.loaded_rows),
                    dead_letters = GREATEST(loaded.dead_letters, excluded.dead_letters),
                    last_loaded = GREATEST(loaded.last_loaded, excluded.last_loaded),
                    newest_change = GREATEST(loaded.newest_change, excluded.newest_change),
                    reported_at = excluded.reported_at""",
                report.loaded(),
                line -> parameters(report, now)
                        .addValue("account", line.account())
                        .addValue("entity", line.entity())
                        .addValue("rows", line.rows())
                        .addValue("deadLetters", line.deadLetters())
                        .addValue("lastLoaded", Times.column(theirs.notLater(line.lastLoaded(), now)))
                        .addValue("newestChange", Times.column(line.newestChange())));
    }

    /** What a process says no more, it holds no more. */
    private void noteLags(StatusReport report, ReporterClock theirs, Instant now) {
        forget(
                "lag",
                report,
                report.lags().stream().map(StatusReport.Lag::entity).toList());
        batch(
                """
                INSERT INTO basic.lag (source, entity, instance, records, drained_at, held, partitions, received_at)
                VALUES (:source, :entity, :instance, :records, :drainedAt, :held, :partitions, :now)
                ON CONFLICT (source, entity, instance) DO UPDATE SET records = excluded.records,
                    drained_at = excluded.drained_at, held = excluded.held, partitions = excluded.partitions,
                    received_at = excluded.received_at""",
                report.lags(),
                line -> parameters(report, now)
                        .addValue("entity", line.entity())
                        .addValue("records", line.records())
                        .addValue("drainedAt", Times.column(theirs.notLater(line.drainedAt(), now)))
                        .addValue("held", line.held())
                        .addValue("partitions", line.partitions()));
        forget(
                "history_lag",
                report,
                report.histories().stream().map(StatusReport.History::entity).toList());
        batch(
                """
                INSERT INTO basic.history_lag (source, entity, instance, records, received_at)
                VALUES (:source, :entity, :instance, :records, :now)
                ON CONFLICT (source, entity, instance) DO UPDATE SET records = excluded.records,
                    received_at = excluded.received_at""",
                report.histories(),
                line -> parameters(report, now)
                        .addValue("entity", line.entity())
                        .addValue("records", line.records()));
    }

    private void noteFailures(StatusReport report, ReporterClock theirs, Instant now) {
        forget("loading_trouble", report, List.of());
        batch(
                """
                INSERT INTO basic.loading_trouble (source, entity, instance, place, code, since, received_at)
                VALUES (:source, :entity, :instance, :place, :code, :since, :now)
                ON CONFLICT DO NOTHING""",
                report.troubles(),
                line -> obstacle(parameters(report, now), line.obstacle(), theirs, now)
                        .addValue("entity", line.entity()));
    }

    private void forget(String table, StatusReport report, List<String> except) {
        var kept = new ArrayList<>(except);
        kept.add("");
        jdbc.sql("DELETE FROM basic.%s WHERE source = :source AND instance = :instance AND entity NOT IN (:kept)"
                        .formatted(table))
                .param("source", report.source())
                .param("instance", report.instance())
                .param("kept", kept)
                .update();
    }

    private void noteReads(StatusReport report, ReporterClock theirs, Instant now) {
        batch(
                """
                INSERT INTO basic.pull_state (source, account_id, entity, place, code, since, rescan_due, received_at)
                VALUES (:source, :account, :entity, :place, :code, :since, :rescanDue, :now)
                ON CONFLICT (source, account_id, entity) DO UPDATE SET place = excluded.place, code = excluded.code,
                    since = excluded.since, rescan_due = excluded.rescan_due, received_at = excluded.received_at""",
                report.reads(),
                line -> obstacle(parameters(report, now), line.obstacle(), theirs, now)
                        .addValue("rescanDue", Times.column(theirs.notLater(line.rescanDue(), now)))
                        .addValue("account", line.account())
                        .addValue("entity", line.entity()));
        batch(
                """
                INSERT INTO basic.read_progress (source, account_id, entity, read_until, read_at, first_until, first_at)
                VALUES (:source, :account, :entity, :readUntil, :at, :readUntil, :at)
                ON CONFLICT (source, account_id, entity) DO UPDATE SET read_until = excluded.read_until,
                    read_at = excluded.read_at,
                    first_until = COALESCE(read_progress.first_until, excluded.read_until),
                    first_at = COALESCE(read_progress.first_at, excluded.read_at)
                WHERE read_progress.read_until < excluded.read_until""",
                report.reads().stream().filter(it -> it.readUntil() != null).toList(),
                line -> parameters(report, now)
                        .addValue("at", Times.column(theirs.notEarlier(report.at(), now)))
                        .addValue("account", line.account())
                        .addValue("entity", line.entity())
                        .addValue("readUntil", Times.column(theirs.notLater(line.readUntil(), now))));
    }

    private static MapSqlParameterSource obstacle(
            MapSqlParameterSource parameters,
            StatusReport.@Nullable Obstacle obstacle,
            ReporterClock theirs,
            Instant now) {
        return parameters
                .addValue("place", obstacle == null ? null : obstacle.at().name())
                .addValue("code", obstacle == null ? null : obstacle.code())
                .addValue("since", obstacle == null ? null : Times.column(theirs.notLater(obstacle.since(), now)));
    }

    private static MapSqlParameterSource parameters(StatusReport report, Instant now) {
        return new MapSqlParameterSource()
                .addValue("source", report.source())
                .addValue("instance", report.instance())
                .addValue("now", Times.column(now));
    }

    private <T> void batch(String sql, List<T> lines, Function<T, SqlParameterSource> parameters) {
        if (!lines.isEmpty()) {
            batches.batchUpdate(sql, lines.stream().map(parameters).toArray(SqlParameterSource[]::new));
        }
    }
}

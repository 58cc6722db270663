package io.bisync.basic.status;

import io.bisync.basic.account.Source;
import io.bisync.basic.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the newest report of every process and adds them up. */
class StatusBook {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Freshness freshness;
    private final InstantSource clock;

    StatusBook(
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

    void note(Report report) {
        transaction.executeWithoutResult(_ -> {
            // Reports of one source take turns: they touch the same rows in any order.
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('status:' || :source)) IS NULL")
                    .param("source", report.source().text())
                    .query(Boolean.class)
                    .single();
            noteLoaded(report);
            noteLags(report);
            noteReads(report);
            freshness.advance(report.source());
        });
    }

    private void noteLoaded(Report report) {
        batch(
                """
                INSERT INTO basic.loaded (source, account_id, entity, instance, loaded_rows, dead_letters, last_loaded,
                    newest_change, reported_at)
                VALUES (:source, :account, :entity, :instance, :rows, :deadLetters, :lastLoaded, :newestChange, :at)
                ON CONFLICT (source, account_id, entity, instance) DO UPDATE SET loaded_rows = excluded.loaded_rows,
                    dead_letters = excluded.dead_letters, last_loaded = excluded.last_loaded,
                    newest_change = excluded.newest_change, reported_at = excluded.reported_at
                WHERE loaded.reported_at <= excluded.reported_at""",
                report.loaded(),
                line -> parameters(report)
                        .addValue("account", line.account())
                        .addValue("entity", line.entity())
                        .addValue("rows", line.rows())
                        .addValue("deadLetters", line.deadLetters())
                        .addValue("lastLoaded", Times.column(line.lastLoaded()))
                        .addValue("newestChange", Times.column(line.newestChange())));
    }

    private void noteLags(Report report) {
        batch(
                """
                INSERT INTO basic.lag (source, entity, instance, records, drained_at, reported_at, received_at)
                VALUES (:source, :entity, :instance, :records, :drainedAt, :at, :now)
                ON CONFLICT (source, entity, instance) DO UPDATE SET records = excluded.records,
                    drained_at = COALESCE(excluded.drained_at, lag.drained_at), reported_at = excluded.reported_at,
                    received_at = excluded.received_at
                WHERE lag.reported_at <= excluded.reported_at""",
                report.lags(),
                line -> parameters(report)
                        .addValue("entity", line.entity())
                        .addValue("records", line.records())
                        .addValue("drainedAt", Times.column(drainedAt(report, line))));
    }

    /** Nothing left to load says it too. */
    private static @Nullable Instant drainedAt(Report report, Report.Lag line) {
        return line.drainedAt() == null && line.records() == 0 ? report.at() : line.drainedAt();
    }

    private void noteReads(Report report) {
        batch(
                """
                INSERT INTO basic.read_progress (source, account_id, entity, read_until, read_at, first_until, first_at)
                VALUES (:source, :account, :entity, :readUntil, :at, :readUntil, :at)
                ON CONFLICT (source, account_id, entity) DO UPDATE SET read_until = excluded.read_until,
                    read_at = excluded.read_at,
                    first_until = COALESCE(read_progress.first_until, excluded.read_until),
                    first_at = COALESCE(read_progress.first_at, excluded.read_at)
                WHERE read_progress.read_until < excluded.read_until""",
                report.reads(),
                line -> parameters(report)
                        .addValue("account", line.account())
                        .addValue("entity", line.entity())
                        .addValue("readUntil", Times.column(line.readUntil())));
    }

    private MapSqlParameterSource parameters(Report report) {
        return new MapSqlParameterSource()
                .addValue("source", report.source().text())
                .addValue("instance", report.instance())
                .addValue("at", Times.column(report.at()))
                .addValue("now", Times.column(clock.instant()));
    }

    private <T> void batch(String sql, List<T> lines, Function<T, SqlParameterSource> parameters) {
        if (!lines.isEmpty()) {
            batches.batchUpdate(sql, lines.stream().map(parameters).toArray(SqlParameterSource[]::new));
        }
    }

    List<StatusLine> lines() {
        return jdbc.sql("""
                        WITH total AS (
                            SELECT source, account_id, entity, sum(loaded_rows) AS loaded_rows,
                                sum(dead_letters) AS dead_letters, max(last_loaded) AS last_loaded,
                                max(newest_change) AS newest_change
                            FROM basic.loaded GROUP BY source, account_id, entity),
                        behind AS (
                            SELECT source, entity, sum(records) AS records FROM basic.lag
                            WHERE received_at > :since GROUP BY source, entity),
                        entities AS (
                            SELECT source, entity FROM basic.lag UNION SELECT source, entity FROM basic.loaded
                            UNION SELECT source, entity FROM basic.read_progress),
                        line AS (
                            SELECT a.source, a.id AS account_id, e.entity FROM basic.account a JOIN entities e USING (source)
                            UNION SELECT source, account_id, entity FROM total
                            UNION SELECT source, account_id, entity FROM basic.read_progress)
                        SELECT line.*, a.name, COALESCE(a.enabled, false) AS enabled, t.loaded_rows, t.dead_letters,
                            t.last_loaded, t.newest_change, b.records, r.read_until, r.fresh_as_of, d.drained_at
                        FROM line
                        LEFT JOIN basic.account a ON a.id = line.account_id AND a.source = line.source
                        LEFT JOIN total t ON (t.source, t.account_id, t.entity) = (line.source, line.account_id, line.entity)
                        LEFT JOIN behind b ON (b.source, b.entity) = (line.source, line.entity)
                        LEFT JOIN basic.read_progress r
                            ON (r.source, r.account_id, r.entity) = (line.source, line.account_id, line.entity)
                        LEFT JOIN basic.load_progress d ON (d.source, d.entity) = (line.source, line.entity)
                        ORDER BY line.source, length(line.account_id), line.account_id, line.entity""")
                .param("since", Times.column(freshness.speaksSince()))
                .query(this::line)
                .list();
    }

    private StatusLine line(ResultSet row, int number) throws SQLException {
        var source = Source.of(row.getString("source"));
        Instant freshAsOf = switch (source) {
            case JUSHUITAN -> Times.instant(row, "fresh_as_of");
            // It writes its topics itself: what is not there has not happened as far as we can know.
            case LEKE -> Times.instant(row, "drained_at");
        };
        return new StatusLine(
                source,
                row.getString("account_id"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getString("entity"),
                row.getLong("loaded_rows"),
                row.getLong("dead_letters"),
                row.getObject("records") == null ? null : row.getLong("records"),
                Times.instant(row, "last_loaded"),
                Times.instant(row, "newest_change"),
                Times.instant(row, "read_until"),
                freshAsOf,
                freshAsOf == null ? null : Duration.between(freshAsOf, clock.instant()));
    }
}

package io.bisync.basic.status;

import io.bisync.account.StatusReport.Place;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds up what processes reported, for every account and entity. */
class StatusLines {

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Freshness freshness;
    private final InstantSource clock;

    StatusLines(JdbcClient jdbc, Sources sources, Freshness freshness, InstantSource clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.freshness = freshness;
        this.clock = clock;
    }

    List<StatusLine> all() {
        var now = clock.instant();
        return jdbc.sql("""
            WITH total AS (
                SELECT source, account_id, entity, sum(loaded_rows) AS loaded_rows,
                    sum(dead_letters) AS dead_letters, max(last_loaded) AS last_loaded,
                    max(newest_change) AS newest_change
                FROM basic.loaded GROUP BY source, account_id, entity),
            behind AS (
                SELECT source, entity, sum(records) AS records, sum(held) >= max(partitions) AS covered
                FROM basic.lag WHERE received_at > :since GROUP BY source, entity),
            history AS (
                SELECT source, entity, sum(records) AS records
                FROM basic.history_lag WHERE received_at > :since GROUP BY source, entity),
            trouble AS (
                SELECT DISTINCT ON (source, entity) source, entity, place, code, since
                FROM basic.loading_trouble WHERE received_at > :since ORDER BY source, entity, since),
            entities AS (
                SELECT source, entity FROM basic.lag UNION SELECT source, entity FROM basic.loaded
                UNION SELECT source, entity FROM basic.read_progress
                UNION SELECT source, entity FROM basic.pull_state
                UNION SELECT source, entity FROM basic.loading_trouble),
            held AS (
                SELECT DISTINCT ON (source, account_id) source, account_id, begun_by, begun_at,
                    'too many records in a row do not fit, from ' || topic || '-' || partition || '@' || began
                        AS because
                FROM basic.hold WHERE lifted_at IS NULL ORDER BY source, account_id, begun_at),
            line AS (
                SELECT a.source, a.id AS account_id, e.entity FROM basic.account a JOIN entities e USING (source)
                UNION SELECT source, account_id, entity FROM total
                UNION SELECT source, account_id, entity FROM basic.read_progress
                UNION SELECT a.source, a.id, p.entity
                FROM basic.paused_entity p JOIN basic.account a ON a.id = p.account_id)
            SELECT line.*, a.name, COALESCE(a.enabled, false) AS enabled, a.updated_at, a.disabled_by,
                a.disabled_reason, a.disabled_at, t.loaded_rows,
                t.dead_letters, t.last_loaded, t.newest_change, b.records, COALESCE(b.covered, false) AS covered,
                h.records AS history_records, r.read_until, r.fresh_as_of, d.drained_at,
                l.place AS loading_place, l.code AS loading_code, l.since AS loading_since,
                p.received_at AS pull_received_at, p.place AS pull_place, p.code AS pull_code,
                p.since AS pull_since, p.rescan_due, hd.begun_by AS held_by, hd.because AS held_because,
                hd.begun_at AS held_since, pe.paused_by, pe.reason AS paused_because, pe.since AS paused_since,
                tk.ending_since
            FROM line
            LEFT JOIN basic.account a ON a.id = line.account_id AND a.source = line.source
            LEFT JOIN basic.token tk ON tk.account_id = a.id
            LEFT JOIN basic.paused_entity pe ON (pe.account_id, pe.entity) = (a.id, line.entity)
            LEFT JOIN total t ON (t.source, t.account_id, t.entity) = (line.source, line.account_id, line.entity)
            LEFT JOIN held hd ON (hd.source, hd.account_id) = (line.source, line.account_id)
            LEFT JOIN behind b ON (b.source, b.entity) = (line.source, line.entity)
            LEFT JOIN history h ON (h.source, h.entity) = (line.source, line.entity)
            LEFT JOIN trouble l ON (l.source, l.entity) = (line.source, line.entity)
            LEFT JOIN basic.pull_state p
                ON (p.source, p.account_id, p.entity) = (line.source, line.account_id, line.entity)
                AND p.received_at > :since
            LEFT JOIN basic.read_progress r
                ON (r.source, r.account_id, r.entity) = (line.source, line.account_id, line.entity)
            LEFT JOIN basic.load_progress d ON (d.source, d.entity) = (line.source, line.entity)
            ORDER BY line.source, length(line.account_id), line.account_id, line.entity\
            """)
                .param("since", Times.column(freshness.speaksSince()))
                .query((row, _) -> line(row, now))
                .list();
    }

    private StatusLine line(ResultSet row, Instant now) throws SQLException {
        var source = Source.of(row.getString("source"));
        Instant freshAsOf = switch (sources.kind(source)) {
            case APP -> Times.instant(row, "fresh_as_of");
            // It writes its topics itself: what is not there has not happened as far as we can know.
            case TENANT -> Times.instant(row, "drained_at");
        };
        Instant rescanDue = Times.instant(row, "rescan_due");
        var state = State.of(facts(source, row, now));
        return new StatusLine(
                source,
                row.getString("account_id"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getString("entity"),
                state,
                row.getLong("loaded_rows"),
                row.getLong("dead_letters"),
                number(row, "records"),
                number(row, "history_records"),
                Times.instant(row, "last_loaded"),
                Times.instant(row, "newest_change"),
                Times.instant(row, "read_until"),
                freshAsOf,
                freshAsOf == null || state.name() == State.Name.PAUSED ? null : age(freshAsOf, now),
                rescanDue == null ? null : age(rescanDue, now));
    }

    private State.Facts facts(Source source, ResultSet row, Instant now) throws SQLException {
        var known = row.getString("name") != null;
        var changedAt = Times.instant(row, "updated_at");
        var settled = changedAt != null && changedAt.plus(Freshness.SILENCE).isBefore(now);
        return new State.Facts(
                paused(row, known),
                sources.kind(source) == AccountKind.APP && settled,
                obstacle(row, "pull"),
                row.getObject("pull_received_at") != null,
                obstacle(row, "loading"),
                row.getBoolean("covered"),
                Times.instant(row, "ending_since"));
    }

    /** What concerns the whole account comes first. */
    private static State.@Nullable Paused paused(ResultSet row, boolean known) throws SQLException {
        if (known && !row.getBoolean("enabled")) {
            return paused(row, "disabled_by", "disabled_reason", "disabled_at");
        }
        if (row.getString("held_by") != null) {
            return paused(row, "held_by", "held_because", "held_since");
        }
        return row.getString("paused_by") == null ? null : paused(row, "paused_by", "paused_because", "paused_since");
    }

    private static State.Paused paused(ResultSet row, String by, String because, String since) throws SQLException {
        return new State.Paused(row.getString(by), row.getString(because), Times.instant(row, since));
    }

    private static State.@Nullable Obstacle obstacle(ResultSet row, String prefix) throws SQLException {
        var place = row.getString(prefix + "_place");
        return place == null
                ? null
                : new State.Obstacle(
                        Place.valueOf(place), row.getString(prefix + "_code"), Times.instant(row, prefix + "_since"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : row.getLong(column);
    }

    private static Duration age(Instant since, Instant now) {
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
}

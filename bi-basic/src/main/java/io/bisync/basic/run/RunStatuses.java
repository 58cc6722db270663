package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.Finding;
import io.bisync.run.RunKind;
import io.bisync.run.RunStatus;
import io.bisync.run.RunStatus.Counts;
import io.bisync.run.RunStatus.Found;
import io.bisync.run.RunStatus.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.ObjectMapper;

/** How far runs are, added up from their slices. */
public class RunStatuses {

    /**
     * Runs of a kind.
     *
     * @param open how many are not over, by state
     * @param completeAt when one was complete last; null where none ever was
     * @param dueAt until when the next one has to be complete; null where nothing is said of that kind (bi.schedule.due)
     * @param late whether that is over
     */
    public record Kind(
            String source,
            RunKind kind,
            Map<State, Integer> open,
            @Nullable Instant completeAt,
            @Nullable Instant dueAt,
            boolean late) {

        public Kind {
            open = Collections.unmodifiableMap(new TreeMap<>(open));
        }
    }

    private record Named(String source, RunKind kind) {}

    /** What was done within it says how much longer the rest takes. */
    private static final Duration LATELY = Duration.ofMinutes(15);

    /** How many slices are in which state, as columns. */
    private static final String COUNTS = """
            count(*) FILTER (WHERE state = 'WAITING') AS waiting, count(*) FILTER (WHERE state = 'RUNNING') AS running,
            count(*) FILTER (WHERE state = 'SENT') AS sent, count(*) FILTER (WHERE state = 'COMPLETE') AS complete,
            count(*) FILTER (WHERE state = 'FAILED') AS failed, count(*) FILTER (WHERE state = 'CANCELLED') AS cancels,
            coalesce(sum(published_rows), 0) AS rows, coalesce(sum(calls), 0) AS calls,
            coalesce(sum(published_bytes), 0) AS bytes
        """;

    private static final String RUNS = """
        SELECT * FROM (
            SELECT r.*, c.*, w.code AS why, w.detail AS words,
                (SELECT count(*) FROM basic.dead_letter d WHERE d.run_id = r.id) AS set_aside, CASE
                WHEN r.cancelled THEN 'CANCELLED'
                WHEN c.waiting + c.running + c.sent = 0 AND c.failed > 0 THEN 'FAILED'
                WHEN c.waiting + c.running + c.sent = 0 THEN 'COMPLETE'
                WHEN r.paused THEN 'PAUSED'
                WHEN c.running + c.sent = 0 AND c.pausing = c.waiting THEN 'WAITING'
                ELSE 'RUNNING' END AS state
            FROM basic.run r
            CROSS JOIN LATERAL (
                SELECT
        """ + COUNTS + """
                , count(*) FILTER (WHERE state = 'WAITING' AND paused_until > :now) AS pausing,
                    min(paused_until) FILTER (WHERE state = 'WAITING') AS until,
                    count(*) FILTER (WHERE sent_at > :lately) AS done,
                    coalesce(sum(LEAST(published_rows::float8 / expected_rows, 1))
                        FILTER (WHERE state = 'RUNNING' AND expected_rows > 0), 0) AS begun
                FROM basic.slice WHERE run_id = r.id) c
            LEFT JOIN LATERAL (
                SELECT code, detail FROM basic.slice
                WHERE run_id = r.id AND code IS NOT NULL
                    AND state = CASE WHEN c.waiting + c.running + c.sent = 0 THEN 'FAILED' ELSE 'WAITING' END
                ORDER BY paused_until, id LIMIT 1) w ON true) run
        """;

    /** An entity of an account; without one where its records lie on a topic of all. */
    private record Key(@Nullable String account, String entity) {}

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final RunConfiguration.Schedule schedule;
    private final InstantSource clock;

    RunStatuses(JdbcClient jdbc, ObjectMapper json, RunConfiguration.Schedule schedule, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.schedule = schedule;
        this.clock = clock;
    }

    RunStatus of(long run) {
        var status = asked(jdbc.sql(RUNS + "WHERE id = :id").param("id", run))
                .query((row, _) -> status(row, parts(run)))
                .optional()
                .orElseThrow(() -> new RefusedException(Code.NO_RUN, "There is no run %d".formatted(run)));
        Caller.current().requireSource(status.source());
        return status;
    }

    /** The newest first, older than a number; without their parts. */
    List<RunStatus> list(@Nullable Source source, @Nullable State state, @Nullable Long before, int limit) {
        return asked(jdbc.sql(RUNS + """
            WHERE (CAST(:source AS varchar) IS NULL OR source = :source)
                AND (CAST(:state AS varchar) IS NULL OR state = :state)
                AND (CAST(:before AS bigint) IS NULL OR id < :before)
            ORDER BY id DESC LIMIT :limit\
            """))
                .param("source", source == null ? null : source.text())
                .param("state", state == null ? null : state.name())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> status(row, List.of()))
                .list();
    }

    /** All kinds of runs that there ever were. */
    public List<Kind> kinds() {
        var open = new HashMap<Named, Map<State, Integer>>();
        asked(jdbc.sql(RUNS + "WHERE ended_at IS NULL")).query(row -> {
            open.computeIfAbsent(named(row), _ -> new TreeMap<>())
                    .merge(State.valueOf(row.getString("state")), 1, Integer::sum);
        });
        return jdbc.sql("""
            SELECT source, kind, max(ended_at) FILTER (WHERE NOT cancelled AND NOT EXISTS (
                SELECT FROM basic.slice s WHERE s.run_id = r.id AND s.state = 'FAILED')) AS at, min(started_at) AS first
            FROM basic.run r GROUP BY source, kind ORDER BY source, kind\
            """)
                .query((row, _) -> kind(
                        named(row),
                        open.getOrDefault(named(row), Map.of()),
                        Times.instant(row, "at"),
                        Objects.requireNonNull(Times.instant(row, "first"))))
                .list();
    }

    /** Where none was ever complete, the first one is waited for since it began. */
    private Kind kind(Named named, Map<State, Integer> open, @Nullable Instant completeAt, Instant firstAt) {
        var due = schedule.due().get(named.kind());
        var dueAt = due == null
                ? null
                : Objects.requireNonNullElse(completeAt, firstAt).plus(due);
        return new Kind(
                named.source(),
                named.kind(),
                open,
                completeAt,
                dueAt,
                dueAt != null && dueAt.isBefore(clock.instant()));
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(row.getString("source"), RunKind.valueOf(row.getString("kind")));
    }

    private JdbcClient.StatementSpec asked(JdbcClient.StatementSpec statement) {
        var now = clock.instant();
        return statement.param("now", Times.column(now)).param("lately", Times.column(now.minus(LATELY)));
    }

    private RunStatus status(ResultSet row, List<RunStatus.Part> parts) throws SQLException {
        var state = State.valueOf(row.getString("state"));
        var counts = counts(row);
        var startedAt = Objects.requireNonNull(Times.instant(row, "started_at"));
        var why = state == State.RUNNING || state == State.PAUSED ? null : row.getString("why");
        return new RunStatus(
                row.getLong("id"),
                RunKind.valueOf(row.getString("kind")),
                row.getString("source"),
                state,
                row.getString("reason"),
                row.getString("started_by"),
                startedAt,
                Times.instant(row, "ended_at"),
                counts,
                row.getLong("rows"),
                row.getLong("calls"),
                row.getLong("bytes"),
                row.getLong("set_aside"),
                state == State.RUNNING ? takes(counts, row.getInt("done"), row.getDouble("begun"), startedAt) : null,
                state == State.WAITING ? Times.instant(row, "until") : null,
                why,
                why == null ? row.getString("detail") : row.getString("words"),
                parts);
    }

    private @Nullable Duration takes(Counts counts, int done, double begun, Instant startedAt) {
        var since = Duration.between(startedAt, clock.instant());
        var measured = since.compareTo(LATELY) < 0 ? since : LATELY;
        double left = counts.waiting() + counts.running() - begun;
        return done + begun == 0
                ? null
                : Duration.ofSeconds(Math.round(measured.toSeconds() * Math.max(0, left) / (done + begun)));
    }

    private List<RunStatus.Part> parts(long run) {
        var found = found(run);
        return jdbc.sql("""
            SELECT p.*, coalesce(w.code, CASE WHEN p.waiting > 0 AND NOT a.enabled THEN :disabled END) AS why, coalesce(
                w.detail, CASE WHEN p.waiting > 0 AND NOT a.enabled THEN 'The account is disabled' END) AS words
            FROM (SELECT run_id, account_id, entity,
            """ + COUNTS + """
                , sum(CASE WHEN state IN ('SENT', 'COMPLETE') THEN published_rows
                    ELSE GREATEST(published_rows, expected_rows, planned_rows) END) AS expected
                FROM basic.slice WHERE run_id = :run GROUP BY run_id, account_id, entity) p
            LEFT JOIN basic.account a ON a.id = p.account_id
            LEFT JOIN LATERAL (
                SELECT code, detail FROM basic.slice s
                WHERE s.run_id = p.run_id AND s.account_id IS NOT DISTINCT FROM p.account_id AND s.entity = p.entity
                    AND s.code IS NOT NULL AND (s.state IN ('FAILED', 'RUNNING')
                            OR s.state = 'WAITING' AND (s.paused_until IS NULL OR s.paused_until > :now))
                ORDER BY s.state, s.id LIMIT 1) w ON true
            ORDER BY length(p.account_id), p.account_id, p.entity\
            """)
                .param("run", run)
                .param("now", Times.column(clock.instant()))
                .param("disabled", Code.DISABLED.text())
                .query((row, _) -> new RunStatus.Part(
                        row.getString("account_id"),
                        row.getString("entity"),
                        counts(row),
                        row.getLong("rows"),
                        row.getLong("expected"),
                        row.getLong("calls"),
                        found.getOrDefault(new Key(row.getString("account_id"), row.getString("entity")), List.of()),
                        row.getString("why"),
                        row.getString("words")))
                .list();
    }

    private Map<Key, List<Found>> found(long run) {
        var found = new HashMap<Key, List<Found>>();
        jdbc.sql("""
            SELECT s.account_id, s.entity, f ->> 'sort' AS sort, count(*) AS places, sum((f ->> 'rows')::bigint) AS rows,
                jsonb_path_query_array(jsonb_agg(f ORDER BY s.id), '$[0 to 4]') AS examples
            FROM basic.slice s, jsonb_array_elements(s.found) f WHERE s.run_id = :run
            GROUP BY s.account_id, s.entity, f ->> 'sort'\
            """).param("run", run).query(row -> {
            found.computeIfAbsent(new Key(row.getString("account_id"), row.getString("entity")), _ -> new ArrayList<>())
                    .add(new Found(
                            Finding.Sort.valueOf(row.getString("sort")),
                            row.getLong("places"),
                            row.getLong("rows"),
                            List.of(json.readValue(row.getString("examples"), Finding[].class))));
        });
        found.values().forEach(it -> it.sort(Comparator.comparing(Found::sort)));
        return found;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getInt("waiting"),
                row.getInt("running"),
                row.getInt("sent"),
                row.getInt("complete"),
                row.getInt("failed"),
                row.getInt("cancels"));
    }
}

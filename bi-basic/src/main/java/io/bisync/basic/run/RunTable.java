package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.RunRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.ObjectMapper;

/** The tables of runs and slices, as people change them. */
class RunTable {

    /** What a person said of a run. */
    record Said(Source source, boolean paused, boolean cancelled, boolean ended) {}

    /** A slice that failed, and the windows of its part that others hold, or loaded later. */
    record Failed(long slice, NewSlice again, List<Interval> elsewhere) {}

    /** A slice, and another one of its part that touches its window. */
    private record Touched(
            long slice, NewSlice again, @Nullable Interval elsewhere) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final ObjectMapper json;
    private final InstantSource clock;

    RunTable(JdbcClient jdbc, NamedParameterJdbcOperations batches, ObjectMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.clock = clock;
    }

    void lock(Source source) {
        SourceLock.take(jdbc, source);
    }

    /** Adds a run without slices, which is over. */
    long add(RunRequest request, @Nullable String detail) {
        return jdbc.sql("""
            INSERT INTO basic.run (kind, source, request, reason, started_by, started_at, ended_at, detail)
            VALUES (:kind, :source, CAST(:request AS jsonb), :reason, :by, :now, :now, :detail) RETURNING id\
            """)
                .param("kind", request.kind().name())
                .param("source", request.source())
                .param("request", json.writeValueAsString(request))
                .param("reason", request.reason())
                .param("by", Caller.current().toString())
                .param("now", Times.column(clock.instant()))
                .param("detail", detail)
                .query(Long.class)
                .single();
    }

    /** Adds slices to a run, which goes on. */
    void cut(long run, Source source, List<NewSlice> slices) {
        batches.batchUpdate(
                """
                INSERT INTO basic.slice (run_id, source, account_id, entity, from_at, to_at, planned_rows)
                VALUES (:run, :source, :account, :entity, :from, :to, :rows)\
                """,
                slices.stream()
                        .map(it -> new MapSqlParameterSource("run", run)
                                .addValue("source", source.text())
                                .addValue("account", it.part().account())
                                .addValue("entity", it.part().entity())
                                .addValue("from", Times.column(it.window().from()))
                                .addValue("to", Times.column(it.window().to()))
                                .addValue("rows", it.rows()))
                        .toArray(SqlParameterSource[]::new));
        if (!slices.isEmpty()) {
            reopen(run);
        }
    }

    Said said(long run) {
        var said = jdbc.sql("SELECT source, paused, cancelled, ended_at FROM basic.run WHERE id = :id")
                .param("id", run)
                .query((row, _) -> new Said(
                        Source.of(row.getString("source")),
                        row.getBoolean("paused"),
                        row.getBoolean("cancelled"),
                        row.getObject("ended_at") != null))
                .optional()
                .orElseThrow(() -> new RefusedException(Code.NO_RUN, "There is no run %d".formatted(run)));
        Caller.current().requireSource(said.source().text());
        return said;
    }

    /** A run that goes on tries at once what waited for its turn. */
    void pause(long run, boolean paused) {
        jdbc.sql("UPDATE basic.run SET paused = :paused WHERE id = :id")
                .param("id", run)
                .param("paused", paused)
                .update();
        if (!paused) {
            jdbc.sql("UPDATE basic.slice SET paused_until = NULL WHERE run_id = :id AND state = 'WAITING'")
                    .param("id", run)
                    .update();
        }
    }

    /** What Kafka has all of is watched until it is loaded. */
    void cancel(long run) {
        jdbc.sql("UPDATE basic.run SET cancelled = true, paused = false WHERE id = :id")
                .param("id", run)
                .update();
        jdbc.sql("""
            UPDATE basic.slice SET state = 'CANCELLED', holder = NULL, ended_at = :now
            WHERE run_id = :id AND state IN ('WAITING', 'RUNNING')\
            """)
                .param("id", run)
                .param("now", Times.column(clock.instant()))
                .update();
    }

    /** All that failed of a run. */
    List<Failed> failed(long run) {
        var touched = jdbc.sql("""
            SELECT f.*, o.from_at AS other_from, o.to_at AS other_to FROM basic.slice f
            LEFT JOIN basic.slice o ON o.account_id = f.account_id AND o.entity = f.entity AND o.id <> f.id
                AND o.from_at < f.to_at AND o.to_at > f.from_at
                AND (o.state IN ('WAITING', 'RUNNING', 'SENT') OR o.state = 'COMPLETE' AND o.id > f.id)
            WHERE f.run_id = :run AND f.state = 'FAILED' ORDER BY f.id\
            """)
                .param("run", run)
                .query((row, _) -> {
                    var from = Times.instant(row, "other_from");
                    var to = Times.instant(row, "other_to");
                    return new Touched(
                            row.getLong("id"),
                            new NewSlice(
                                    new Part(row.getString("account_id"), row.getString("entity")),
                                    Past.window(row),
                                    row.getLong("planned_rows")),
                            from == null || to == null ? null : new Interval(from, to));
                })
                .list();
        return touched.stream().collect(Collectors.groupingBy(Touched::slice)).values().stream()
                .map(it -> new Failed(
                        it.getFirst().slice(),
                        it.getFirst().again(),
                        it.stream()
                                .flatMap(other -> Stream.ofNullable(other.elsewhere()))
                                .toList()))
                .toList();
    }

    /** The slice goes on where it failed. */
    void retry(long run, long slice) {
        jdbc.sql("""
            UPDATE basic.slice SET state = 'WAITING', code = NULL, detail = NULL, ended_at = NULL
            WHERE id = :id AND state = 'FAILED'\
            """).param("id", slice).update();
        reopen(run);
    }

    /** Others have the slice's window, or a part of it. */
    void replace(long slice, String why) {
        jdbc.sql("UPDATE basic.slice SET state = 'CANCELLED', code = :code, detail = :why WHERE id = :id")
                .param("id", slice)
                .param("code", Code.UNDERWAY.text())
                .param("why", why)
                .update();
    }

    private void reopen(long run) {
        jdbc.sql("UPDATE basic.run SET ended_at = NULL WHERE id = :id")
                .param("id", run)
                .update();
    }

    /** Runs of which nothing is open are over. */
    void end(Source source) {
        jdbc.sql("""
            UPDATE basic.run r SET ended_at = :now WHERE source = :source AND ended_at IS NULL AND NOT EXISTS (
                SELECT FROM basic.slice s WHERE s.run_id = r.id AND s.state IN ('WAITING', 'RUNNING', 'SENT'))\
            """)
                .param("source", source.text())
                .param("now", Times.column(clock.instant()))
                .update();
    }

    /** Nothing of an account that is gone can be loaded. */
    void forget(String account) {
        jdbc.sql("""
            UPDATE basic.slice SET state = 'CANCELLED', holder = NULL, ended_at = :now
            WHERE account_id = :account AND state IN ('WAITING', 'RUNNING', 'SENT')\
            """)
                .param("account", account)
                .param("now", Times.column(clock.instant()))
                .update();
    }
}

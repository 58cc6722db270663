package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.RunRequest;
import io.bisync.run.SliceKind;
import io.bisync.run.Stretch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
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

    /**
     * A slice that failed.
     *
     * @param mended whether it had a value that a person wrote
     * @param rest what others neither hold nor have done later; null: all of it
     */
    record Failed(
            long slice,
            SliceKind kind,
            boolean mended,
            @Nullable List<NewSlice> rest) {}

    /** A slice of a window, and another one of its part that touches it. */
    private record Touched(NewSlice again, Interval elsewhere) {}

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final Stretches stretches;
    private final ObjectMapper json;
    private final InstantSource clock;

    RunTable(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            Stretches stretches,
            ObjectMapper json,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.stretches = stretches;
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
        batches.batchUpdate("""
            INSERT INTO basic.slice (run_id, source, kind, account_id, entity, from_at, to_at, topic, topic_id,
                partition_number, from_offset, to_offset, only_offsets, only_accounts, mend_as_other, planned_rows)
            VALUES (:run, :source, :kind, :account, :entity, :from, :to, :topic, :topicId,
                :partition, :fromOffset, :toOffset, CAST(:only AS jsonb), CAST(:accounts AS jsonb), :mendAsOther, :rows)\
            """, slices.stream().map(it -> row(run, source, it)).toArray(SqlParameterSource[]::new));
        if (!slices.isEmpty()) {
            reopen(run);
        }
        slices.stream()
                .flatMap(it -> Stream.ofNullable(it.stretch()))
                .flatMap(it -> Stream.ofNullable(it.mend()))
                .forEach(it -> mend(run, it));
    }

    /** There is one slice for one letter. The value is sealed for that slice, so it is written when there is one. */
    private void mend(long run, Stretch.Mend mend) {
        long slice = jdbc.sql("SELECT id FROM basic.slice WHERE run_id = :run")
                .param("run", run)
                .query(Long.class)
                .single();
        jdbc.sql("UPDATE basic.slice SET mend = :mend WHERE id = :id")
                .param("id", slice)
                .param("mend", stretches.sealed(slice, mend))
                .update();
    }

    private SqlParameterSource row(long run, Source source, NewSlice slice) {
        var window = slice.window();
        var row = new MapSqlParameterSource("run", run)
                .addValue("source", source.text())
                .addValue("kind", slice.kind().name())
                .addValue("account", slice.account())
                .addValue("entity", slice.entity())
                .addValue("from", window == null ? null : Times.column(window.from()))
                .addValue("to", window == null ? null : Times.column(window.to()))
                .addValue("rows", slice.rows());
        stretches.write(slice, row);
        return row;
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

    /** What Kafka has all of is watched until it is loaded; returns the slices that are left. */
    List<Long> cancel(long run) {
        jdbc.sql("UPDATE basic.run SET cancelled = true, paused = false WHERE id = :id")
                .param("id", run)
                .update();
        return jdbc.sql("""
            UPDATE basic.slice SET state = 'CANCELLED', holder = NULL, mend = NULL, ended_at = :now
            WHERE run_id = :id AND state IN ('WAITING', 'RUNNING') RETURNING id\
            """)
                .param("id", run)
                .param("now", Times.column(clock.instant()))
                .query((row, _) -> row.getLong("id"))
                .list();
    }

    /** All that failed of a run. */
    List<Failed> failed(long run) {
        var touched = new HashMap<Long, List<Touched>>();
        jdbc.sql("""
            SELECT f.*, o.from_at AS other_from, o.to_at AS other_to FROM basic.slice f
            JOIN basic.slice o ON o.account_id = f.account_id AND o.entity = f.entity AND o.id <> f.id
                AND o.from_at < f.to_at AND o.to_at > f.from_at
                AND (o.kind = f.kind OR o.kind IN ('HISTORY', 'REPAIR') AND f.kind IN ('HISTORY', 'REPAIR'))
                AND (o.state IN ('WAITING', 'RUNNING', 'SENT') OR o.state = 'COMPLETE' AND o.id > f.id)
            WHERE f.run_id = :run AND f.state = 'FAILED'\
            """).param("run", run).query(row -> {
            touched.computeIfAbsent(row.getLong("id"), _ -> new ArrayList<>()).add(touched(row));
        });
        return jdbc.sql("SELECT * FROM basic.slice WHERE run_id = :run AND state = 'FAILED' ORDER BY id")
                .param("run", run)
                .query((row, _) -> new Failed(
                        row.getLong("id"),
                        SliceKind.valueOf(row.getString("kind")),
                        row.getObject("mend_as_other") != null,
                        rest(touched.get(row.getLong("id")))))
                .list();
    }

    private static Touched touched(ResultSet row) throws SQLException {
        return new Touched(
                NewSlice.of(
                        SliceKind.valueOf(row.getString("kind")),
                        new Part(row.getString("account_id"), row.getString("entity")),
                        Past.window(row),
                        row.getLong("planned_rows")),
                new Interval(
                        Objects.requireNonNull(Times.instant(row, "other_from")),
                        Objects.requireNonNull(Times.instant(row, "other_to"))));
    }

    private static @Nullable List<NewSlice> rest(@Nullable List<Touched> touched) {
        if (touched == null) {
            return null;
        }
        var again = touched.getFirst().again();
        return Windows.without(
                        Objects.requireNonNull(again.window()),
                        touched.stream().map(Touched::elsewhere).toList())
                .stream()
                .map(it -> new NewSlice(again.kind(), again.account(), again.entity(), it, null, again.rows()))
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

    /** Of its letters the slice sends these alone. */
    void narrow(long slice, List<Long> offsets) {
        jdbc.sql("UPDATE basic.slice SET only_offsets = CAST(:only AS jsonb), planned_rows = :rows WHERE id = :id")
                .param("id", slice)
                .param("only", json.writeValueAsString(offsets))
                .param("rows", offsets.size())
                .update();
    }

    /** What is worth knowing of a run, said once. */
    void note(long run, String words) {
        jdbc.sql("""
            UPDATE basic.run SET detail = left(concat_ws(' ', detail, :words), 2000)
            WHERE id = :run AND position(:words IN coalesce(detail, '')) = 0\
            """).param("run", run).param("words", words).update();
    }

    /** Others have what the slice was for, or a part of it. */
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

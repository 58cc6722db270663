package io.bisync.basic.run;

import io.bisync.account.api.SliceApi.SliceRequest;
import io.bisync.basic.account.Source;
import io.bisync.basic.database.Times;
import io.bisync.basic.letter.SendableLetters;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import tools.jackson.databind.ObjectMapper;

/**
 * What holders tell of their slices. Whoever tells under the fence that counts had nobody after it, awake or not; what is told
 * under another one, or of a slice that is over, changes nothing.
 */
class Reports {

    private final NamedParameterJdbcOperations batches;
    private final Repairs repairs;
    private final SendableLetters letters;
    private final ObjectMapper json;
    private final Counter ignored;

    Reports(
            NamedParameterJdbcOperations batches,
            Repairs repairs,
            SendableLetters letters,
            ObjectMapper json,
            MeterRegistry meters) {
        this.batches = batches;
        this.repairs = repairs;
        this.letters = letters;
        this.json = json;
        this.ignored = Counter.builder("bi.run.reports.ignored")
                .description("Reports of slices that somebody else has by now, or that are over")
                .register(meters);
    }

    /** Within the caller's transaction and lock. */
    void take(Source source, SliceRequest request, Instant now) {
        if (request.held().isEmpty()) {
            return;
        }
        var rows = request.held().stream()
                .map(it -> row(source, request.holder(), it, now))
                .toArray(SqlParameterSource[]::new);
        var taken = batches.batchUpdate("""
            UPDATE basic.slice SET
                state = CASE WHEN :state = 'WAITING' AND state = 'SENT' THEN state ELSE :state END,
                holder = CASE WHEN :state IN ('RUNNING', 'SENT') THEN :holder END,
                paused_until = :until, code = :code, detail = :detail,
                cursor_text = :cursor, published_rows = :rows, expected_rows = :expected, calls = :calls,
                mend = CASE WHEN :state IN ('COMPLETE', 'FAILED') THEN NULL ELSE mend END, published_bytes = :bytes, ends = CAST(:ends AS jsonb), found = CAST(:found AS jsonb),
                sent_at = CASE WHEN :state IN ('SENT', 'COMPLETE') THEN coalesce(sent_at, :now)
                    WHEN :state = 'RUNNING' THEN NULL ELSE sent_at END,
                ended_at = CASE WHEN :state IN ('COMPLETE', 'FAILED') THEN CAST(:now AS timestamptz) END
            WHERE id = :id AND source = :source AND fence = :fence AND state IN ('WAITING', 'RUNNING', 'SENT')\
            """, rows);
        ignored.increment((double) Arrays.stream(taken).filter(it -> it == 0).count());
        pause(request, rows);
        repairs.add(source, ended(request, taken, SliceState.COMPLETE));
        letters.free(ended(request, taken, SliceState.FAILED));
    }

    private static List<Long> ended(SliceRequest request, int[] taken, SliceState state) {
        return IntStream.range(0, taken.length)
                .filter(it -> taken[it] > 0 && request.held().get(it).state() == state)
                .mapToObj(it -> request.held().get(it).slice())
                .toList();
    }

    /** What one of a part has to wait for, all of it have of whom the same is done. */
    private void pause(SliceRequest request, SqlParameterSource[] rows) {
        if (request.held().stream().anyMatch(it -> it.pause() != null)) {
            batches.batchUpdate("""
                UPDATE basic.slice o SET paused_until = :until, code = :code, detail = :detail FROM basic.slice s
                WHERE s.id = :id AND s.source = :source AND s.fence = :fence AND s.state = 'WAITING'
                    AND CAST(:until AS timestamptz) IS NOT NULL AND o.source = s.source
                    AND o.part = s.part AND o.kind = s.kind AND o.state = 'WAITING'\
                """, rows);
        }
    }

    private SqlParameterSource row(Source source, String holder, SliceReport told, Instant now) {
        var progress = told.progress();
        var pause = told.state() == SliceState.WAITING ? told.pause() : null;
        return new MapSqlParameterSource("id", told.slice())
                .addValue("source", source.text())
                .addValue("fence", told.fence())
                .addValue("state", told.state().name())
                .addValue("holder", holder)
                .addValue("until", pause == null ? null : Times.column(now.plus(pause)))
                .addValue("code", told.code())
                .addValue("detail", told.detail())
                .addValue("cursor", progress.cursor())
                .addValue("rows", progress.rows())
                .addValue("expected", progress.expected())
                .addValue("calls", progress.calls())
                .addValue("bytes", progress.bytes())
                .addValue("ends", json.writeValueAsString(progress.ends()))
                .addValue("found", json.writeValueAsString(progress.found()))
                .addValue("now", Times.column(now));
    }
}

package io.bisync.basic.letter;

import io.bisync.basic.account.Source;
import io.bisync.basic.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Letters that runs send again. One is sent by one run: from its planning it is nobody else's, until it turns out that the run
 * did not send it. All of it within the caller's transaction.
 */
public class SendableLetters {

    /** Who sent a letter so often in vain is to look at it first. */
    public static final int MOST_ATTEMPTS = 5;

    /**
     * Which letters.
     *
     * @param ids these, if any are named; of these those without a source too
     * @param entities null: all
     * @param accounts null: all
     * @param from null: as old as they may be
     * @param to null: as young as they may be
     * @param again also those that were sent too often
     */
    public record Wanted(
            Source source,
            @Nullable List<Long> ids,
            @Nullable Collection<String> entities,
            @Nullable Collection<String> accounts,
            @Nullable String code,
            @Nullable String topic,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean again) {

        private static final String SQL = """
            (source = :source OR source IS NULL AND :named)
                AND (NOT :named OR id = ANY(CAST(:ids AS bigint[])))
                AND (CAST(:entities AS varchar[]) IS NULL OR entity = ANY(CAST(:entities AS varchar[])) OR entity IS NULL AND :named)
                AND (CAST(:accounts AS varchar[]) IS NULL OR account_id = ANY(CAST(:accounts AS varchar[])))
                AND (CAST(:code AS varchar) IS NULL OR code = :code)
                AND (CAST(:topic AS varchar) IS NULL OR topic = :topic)
                AND (CAST(:from AS timestamptz) IS NULL OR set_aside_at >= :from)
                AND (CAST(:to AS timestamptz) IS NULL OR set_aside_at < :to)
            """;

        private Map<String, @Nullable Object> parameters() {
            Map<String, @Nullable Object> all = new HashMap<>();
            all.put("source", source.text());
            all.put("named", ids != null);
            all.put("ids", ids == null ? new Long[0] : ids.toArray(Long[]::new));
            all.put("entities", entities == null ? null : entities.toArray(String[]::new));
            all.put("accounts", accounts == null ? null : accounts.toArray(String[]::new));
            all.put("code", code);
            all.put("topic", topic);
            all.put("from", Times.column(from));
            all.put("to", Times.column(to));
            all.put("most", MOST_ATTEMPTS);
            all.put("again", again);
            return all;
        }
    }

    /** A letter that can be sent, where it lies. */
    public record Sendable(long id, String topic, int partition, long offset, String entity) {}

    /**
     * Why letters that are meant cannot be sent.
     *
     * @param tired because they were sent too often
     * @param homeless because nobody says whose they are
     * @param runs that sent them
     */
    public record Left(
            LetterState state, boolean tired, boolean homeless, long letters, String topic, List<Long> runs) {}

    /** Of slices {@code s}, the letters {@code d} that are not sent yet, as far as was told. */
    private static final String UNSENT = """
        s.kind = 'REDRIVE' AND d.topic = s.topic AND d.partition_number = s.partition_number
            AND s.only_offsets @> to_jsonb(d.letter_offset)
            AND d.letter_offset >= CASE WHEN s.cursor_text ~ '^[0-9]+$' THEN CAST(s.cursor_text AS bigint)
                WHEN s.published_rows = 0 THEN 0 ELSE s.to_offset END
        """;

    private final JdbcClient jdbc;

    SendableLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order in which they lie. */
    public List<Sendable> choose(Wanted wanted, int most) {
        return jdbc.sql("SELECT id, topic, partition_number, letter_offset, entity FROM basic.dead_letter"
                        + " WHERE state IN ('OPEN', 'PARKED') AND source IS NOT NULL AND entity IS NOT NULL"
                        + " AND (:again OR attempts < :most) AND " + Wanted.SQL
                        + " ORDER BY topic, partition_number, letter_offset LIMIT :limit")
                .params(wanted.parameters())
                .param("limit", most)
                .query((row, _) -> new Sendable(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getInt("partition_number"),
                        row.getLong("letter_offset"),
                        row.getString("entity")))
                .list();
    }

    /** What is meant, and is not chosen. */
    public List<Left> left(Wanted wanted) {
        return jdbc.sql("SELECT state, (attempts >= :most) AS tired, (source IS NULL OR entity IS NULL) AS homeless,"
                        + " count(*) AS letters, min(topic) AS topic, array_agg(DISTINCT sent_run) FILTER (WHERE state = 'SENT')"
                        + " AS runs FROM basic.dead_letter WHERE (state IN ('SENT', 'DISCARDED') OR NOT :again AND attempts >="
                        + " :most OR source IS NULL OR entity IS NULL) AND " + Wanted.SQL
                        + " GROUP BY 1, 2, 3 ORDER BY 1")
                .params(wanted.parameters())
                .query((row, _) -> new Left(
                        LetterState.valueOf(row.getString("state")),
                        row.getBoolean("tired"),
                        row.getBoolean("homeless"),
                        row.getLong("letters"),
                        row.getString("topic"),
                        runs(row)))
                .list();
    }

    private static List<Long> runs(ResultSet row) throws SQLException {
        var array = row.getArray("runs");
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }

    /** They are that run's now. */
    public void take(long run, Collection<Long> letters) {
        jdbc.sql("UPDATE basic.dead_letter SET state = 'SENT', sent_run = :run WHERE id = ANY(CAST(:ids AS bigint[]))")
                .param("run", run)
                .param("ids", letters.toArray(Long[]::new))
                .update();
    }

    /** What slices that ended did not send is open again. */
    public void free(Collection<Long> slices) {
        jdbc.sql("UPDATE basic.dead_letter d SET state = 'OPEN', sent_run = NULL FROM basic.slice s WHERE s.id ="
                        + " ANY(CAST(:slices AS bigint[])) AND d.state = 'SENT' AND d.sent_run = s.run_id AND "
                        + UNSENT)
                .param("slices", slices.toArray(Long[]::new))
                .update();
    }

    /** A slice that failed has what it did not send once more, without what others took since; returns their offsets. */
    public List<Long> retake(long slice) {
        var offsets = new ArrayList<>(jdbc.sql("UPDATE basic.dead_letter d SET state = 'SENT', sent_run = s.run_id"
                        + " FROM basic.slice s WHERE s.id = :slice AND d.state IN ('OPEN', 'PARKED') AND " + UNSENT
                        + " RETURNING d.letter_offset")
                .param("slice", slice)
                .query(Long.class)
                .list());
        offsets.sort(Long::compare);
        return offsets;
    }
}

package io.bisync.basic.letter;

import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The index: what lies on the topics, and what was decided about it. */
class Letters {

    private static final String LETTERS =
            "SELECT *, set_aside_at + kept AS kept_until FROM basic.dead_letter LEFT JOIN basic.letter_topic USING"
                    + " (topic)";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final InstantSource clock;

    Letters(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Audit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /** A letter that is known stays as it is, with what was decided about it. */
    void keep(List<Letter> letters) {
        batches.batchUpdate("""
            INSERT INTO basic.dead_letter (topic, partition_number, letter_offset, set_aside_at, bytes, source, entity,
                account_id, code, reason, label, original_topic, original_partition, original_offset, run_id, attempts)
            VALUES (:topic, :partition, :offset, :at, :bytes, :source, :entity, :account, :code, :reason, :label,
                :originalTopic, :originalPartition, :originalOffset, :run, :attempts)
            ON CONFLICT (topic, partition_number, letter_offset) DO NOTHING\
            """, letters.stream().map(Letters::row).toArray(SqlParameterSource[]::new));
    }

    /** The newest first, older than a number. */
    List<Letter> list(LetterFilter filter, @Nullable Long before, int most) {
        return jdbc.sql(LETTERS + " WHERE (CAST(:before AS bigint) IS NULL OR id < :before) AND " + LetterFilter.SQL
                        + " ORDER BY id DESC LIMIT :most")
                .params(parameters(filter))
                .param("before", before)
                .param("most", most)
                .query(Letters::letter)
                .list();
    }

    Optional<Letter> letter(long id) {
        return jdbc.sql(LETTERS + " WHERE id = :id" + " AND (CAST(:mine AS varchar) IS NULL OR source = :mine)")
                .param("id", id)
                .param("mine", Caller.current().source())
                .query(Letters::letter)
                .optional();
    }

    /** The most letters first. */
    List<Cause> causes(LetterFilter filter) {
        return jdbc.sql("SELECT source, entity, code, count(*) AS letters, count(DISTINCT account_id) AS accounts,"
                        + " min(set_aside_at) AS first_at, max(set_aside_at) AS last_at, min(set_aside_at + kept) AS kept_until,"
                        + " (array_agg(reason ORDER BY id DESC))[1] AS reason FROM basic.dead_letter LEFT JOIN basic.letter_topic"
                        + " USING (topic) WHERE "
                        + LetterFilter.SQL + " GROUP BY source, entity, code ORDER BY letters DESC, code LIMIT 500")
                .params(parameters(filter))
                .query((row, _) -> new Cause(
                        row.getString("source"),
                        row.getString("entity"),
                        row.getString("code"),
                        row.getLong("letters"),
                        row.getLong("accounts"),
                        Objects.requireNonNull(Times.instant(row, "first_at")),
                        Objects.requireNonNull(Times.instant(row, "last_at")),
                        Times.instant(row, "kept_until"),
                        row.getString("reason")))
                .list();
    }

    /** Decides about letters, all those of a filter or these; returns about how many it did. */
    int decide(LetterFilter filter, @Nullable List<Long> ids, LetterState state, String reason) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var changed = jdbc.sql("UPDATE basic.dead_letter SET state = :to, decided_by = :by, decided_at = :now,"
                            + " decision = :reason, sent_run = NULL WHERE state <> :to"
                            + " AND (CAST(:all AS boolean) OR id = ANY(CAST(:ids AS bigint[]))) AND "
                            + LetterFilter.SQL)
                    .params(parameters(filter))
                    .param("to", state.name())
                    .param("by", Caller.current().toString())
                    .param("now", Times.column(clock.instant()))
                    .param("reason", reason)
                    .param("all", ids == null)
                    .param("ids", ids == null ? new Long[0] : ids.toArray(Long[]::new))
                    .update();
            audit.note(
                    "letters.decide",
                    ids == null ? "dead letters" : "dead letters " + ids,
                    filter,
                    Map.of("state", state, "reason", reason, "letters", changed));
            return changed;
        }));
    }

    /** Forgets what its topic has no more; {@code beginnings} are the first offsets that are there. */
    void forget(Map<TopicPartition, Long> beginnings) {
        batches.batchUpdate(
                """
                DELETE FROM basic.dead_letter
                WHERE topic = :topic AND partition_number = :partition AND letter_offset < :beginning\
                """,
                beginnings.entrySet().stream()
                        .map(it -> new MapSqlParameterSource(
                                        "topic", it.getKey().topic())
                                .addValue("partition", it.getKey().partition())
                                .addValue("beginning", it.getValue()))
                        .toArray(SqlParameterSource[]::new));
    }

    /** How long topics keep letters; those that are missing keep them for ever. */
    void keptFor(Map<String, Duration> kept) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("DELETE FROM basic.letter_topic").update();
            batches.batchUpdate(
                    """
                    INSERT INTO basic.letter_topic (topic, kept) VALUES (:topic, make_interval(secs => :seconds))
                    ON CONFLICT (topic) DO UPDATE SET kept = excluded.kept\
                    """,
                    kept.entrySet().stream()
                            .map(it -> new MapSqlParameterSource("topic", it.getKey())
                                    .addValue("seconds", (double) it.getValue().toSeconds()))
                            .toArray(SqlParameterSource[]::new));
        });
    }

    private static Map<String, @Nullable Object> parameters(LetterFilter filter) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("source", filter.source());
        parameters.put("account", filter.account());
        parameters.put("entity", filter.entity());
        parameters.put("code", filter.code());
        parameters.put("topic", filter.topic());
        parameters.put("state", filter.state() == null ? null : filter.state().name());
        parameters.put("mine", Caller.current().source());
        return parameters;
    }

    private static MapSqlParameterSource row(Letter letter) {
        return new MapSqlParameterSource("topic", letter.topic())
                .addValue("partition", letter.partition())
                .addValue("offset", letter.offset())
                .addValue("at", Times.column(letter.setAsideAt()))
                .addValue("bytes", letter.bytes())
                .addValue("source", letter.source())
                .addValue("entity", letter.entity())
                .addValue("account", letter.account())
                .addValue("code", letter.code())
                .addValue("reason", letter.reason())
                .addValue("label", letter.label())
                .addValue("originalTopic", letter.originalTopic())
                .addValue("originalPartition", letter.originalPartition())
                .addValue("originalOffset", letter.originalOffset())
                .addValue("run", letter.run())
                .addValue("attempts", letter.attempts());
    }

    private static Letter letter(ResultSet row, int number) throws SQLException {
        return new Letter(
                row.getLong("id"),
                row.getString("topic"),
                row.getInt("partition_number"),
                row.getLong("letter_offset"),
                Objects.requireNonNull(Times.instant(row, "set_aside_at")),
                Times.instant(row, "kept_until"),
                row.getInt("bytes"),
                row.getString("source"),
                row.getString("entity"),
                row.getString("account_id"),
                row.getString("code"),
                row.getString("reason"),
                row.getString("label"),
                row.getString("original_topic"),
                row.getObject("original_partition", Integer.class),
                row.getObject("original_offset", Long.class),
                row.getObject("run_id", Long.class),
                row.getInt("attempts"),
                LetterState.valueOf(row.getString("state")),
                row.getObject("sent_run", Long.class),
                row.getString("decided_by"),
                Times.instant(row, "decided_at"),
                row.getString("decision"));
    }
}

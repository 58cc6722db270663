package io.bisync.basic.outbox;

import io.bisync.basic.database.Times;
import io.bisync.basic.database.TransactionLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.ObjectMapper;

/** The table of events that are not published yet. They are written in the transaction of the change itself. */
public class Outbox {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final InstantSource clock;

    Outbox(JdbcClient jdbc, ObjectMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Adds an event to the transaction of this thread: neither exists alone. The events of one key are published in the order
     * in which their transactions were committed, so until this one ends no other adds an event of the key: a number that is
     * taken earlier may be committed later.
     *
     * @param key what the order is kept of, for example an account
     * @param type the CloudEvents type
     * @param body written as JSON; without secrets
     */
    public void add(String topic, String key, String type, Object body) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event is added in the transaction of what it tells of");
        }
        TransactionLock.take(jdbc, "outbox key " + topic + " " + key);
        jdbc.sql("""
                        INSERT INTO basic.outbox (topic, event_key, event_type, body, written_at)
                        VALUES (:topic, :key, :type, :body, :at)""")
                .param("topic", topic)
                .param("key", key)
                .param("type", type)
                .param("body", json.writeValueAsString(body))
                .param("at", Times.column(clock.instant()))
                .update();
    }

    /** The topics that events wait for. */
    List<String> topics() {
        return jdbc.sql("SELECT DISTINCT topic FROM basic.outbox ORDER BY topic")
                .query((row, _) -> row.getString("topic"))
                .list();
    }

    /** Whether this transaction is the only one that publishes to the topic, until it ends. */
    boolean isOurs(String topic) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:lock, 0))")
                .param("lock", "outbox topic " + topic)
                .query(Boolean.class)
                .single();
    }

    /** The oldest events of a topic. */
    List<WaitingEvent> oldest(String topic, int most) {
        return jdbc.sql("SELECT * FROM basic.outbox WHERE topic = :topic ORDER BY id LIMIT :most")
                .param("topic", topic)
                .param("most", most)
                .query(Outbox::event)
                .list();
    }

    void remove(List<WaitingEvent> published) {
        jdbc.sql("DELETE FROM basic.outbox WHERE id IN (:numbers)")
                .param("numbers", published.stream().map(WaitingEvent::number).toList())
                .update();
    }

    Waiting waiting() {
        return jdbc.sql("SELECT count(*) AS events, min(written_at) AS oldest FROM basic.outbox")
                .query((row, _) -> new Waiting(row.getLong("events"), Times.instant(row, "oldest")))
                .single();
    }

    private static WaitingEvent event(ResultSet row, int number) throws SQLException {
        return new WaitingEvent(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("topic"),
                row.getString("event_key"),
                row.getString("event_type"),
                row.getString("body"),
                Objects.requireNonNull(Times.instant(row, "written_at")));
    }
}

package io.bisync.basic.database;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is heard of: a table of {@code source}, {@code holder} and {@code expires_at}. Within the transaction and the lock of whoever asks. */
public final class Holders {

    private final JdbcClient jdbc;
    private final String table;

    /** @param table a name of ours, with its schema */
    public Holders(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** One of a source says that it is there for so long; who was silent for too long is forgotten. */
    public void heard(String source, String holder, Duration ttl, Instant now) {
        jdbc.sql("DELETE FROM " + table + " WHERE source = :source AND expires_at <= :now")
                .param("source", source)
                .param("now", Times.column(now))
                .update();
        jdbc.sql("INSERT INTO " + table + " (source, holder, expires_at) VALUES (:source, :holder, :until)"
                        + " ON CONFLICT (source, holder) DO UPDATE SET expires_at = excluded.expires_at")
                .param("source", source)
                .param("holder", holder)
                .param("until", Times.column(now.plus(ttl)))
                .update();
    }

    /** All of a source that are heard of. */
    public Set<String> all(String source) {
        return new HashSet<>(jdbc.sql("SELECT holder FROM " + table + " WHERE source = :source")
                .param("source", source)
                .query(String.class)
                .list());
    }
}

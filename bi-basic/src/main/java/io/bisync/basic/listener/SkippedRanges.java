package io.bisync.basic.listener;

import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of records that listeners which load were moved past. */
class SkippedRanges {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SkippedRanges(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a range; gives its number. */
    long keep(KnownListener listener, Move move, String reason) {
        return jdbc.sql("""
                        INSERT INTO basic.skipped_range (service, listener, topic, partition, from_offset, to_offset, reason,
                            skipped_by, skipped_at)
                        VALUES (:service, :listener, :topic, :partition, :from, :to, :reason, :by, :at) RETURNING id""")
                .param("service", listener.service())
                .param("listener", listener.listener())
                .param("topic", move.topic())
                .param("partition", move.partition())
                .param("from", move.from())
                .param("to", move.to())
                .param("reason", reason)
                .param("by", Caller.current().toString())
                .param("at", Times.column(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** They were not skipped. */
    void remove(List<Long> numbers) {
        if (!numbers.isEmpty()) {
            jdbc.sql("DELETE FROM basic.skipped_range WHERE id IN (:numbers)")
                    .param("numbers", numbers)
                    .update();
        }
    }

    /** The newest first. */
    List<SkippedRange> list() {
        return jdbc.sql("SELECT * FROM basic.skipped_range ORDER BY id DESC")
                .query(SkippedRanges::range)
                .list();
    }

    private static SkippedRange range(ResultSet row, int number) throws SQLException {
        return new SkippedRange(
                row.getLong("id"),
                row.getString("service"),
                row.getString("listener"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("from_offset"),
                row.getLong("to_offset"),
                row.getString("reason"),
                row.getString("skipped_by"),
                Objects.requireNonNull(Times.instant(row, "skipped_at")));
    }
}

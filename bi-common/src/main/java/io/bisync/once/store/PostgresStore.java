package io.bisync.once.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ids in PostgreSQL, for processes that may have the same event: one statement an answer, by the clock of the database. The
 * tables are made by {@code io/bisync/once/store/postgresql.sql}. What has left the window is deleted in slices by whoever
 * confirms.
 */
public final class PostgresStore implements IdStore {

    private static final int SWEEP_EVERY = 1_000;
    private static final int SLICE = 5_000;

    private static final String RESERVE = """
            WITH mine AS (
                INSERT INTO once_id AS o (high, low, token, reserved_at)
                VALUES (:high, :low, :token, statement_timestamp())
                ON CONFLICT (high, low) DO UPDATE
                SET token = excluded.token, reserved_at = excluded.reserved_at, confirmed_at = NULL
                WHERE o.confirmed_at <= statement_timestamp() - :window * interval '1 ms'
                   OR o.confirmed_at IS NULL
                      AND (o.token = :own OR o.reserved_at <= statement_timestamp() - :reservation * interval '1 ms')
                RETURNING 1)
            SELECT CASE
                WHEN EXISTS (SELECT FROM mine) THEN 'RESERVED'
                WHEN EXISTS (SELECT FROM once_id WHERE high = :high AND low = :low
                             AND confirmed_at > statement_timestamp() - :window * interval '1 ms') THEN 'KNOWN'
                ELSE 'IN_PROGRESS' END""";

    private static final String CONFIRM = """
            INSERT INTO once_id (high, low, token, reserved_at, confirmed_at)
            VALUES (:high, :low, 0, statement_timestamp(), statement_timestamp())
            ON CONFLICT (high, low) DO UPDATE SET confirmed_at = excluded.confirmed_at""";

    private static final String CONTAINS = """
            SELECT EXISTS (SELECT FROM once_id WHERE high = :high AND low = :low
                           AND confirmed_at > statement_timestamp() - :window * interval '1 ms')""";

    private static final String SWEEP = """
            DELETE FROM once_id WHERE (high, low) IN (
                SELECT high, low FROM once_id
                WHERE coalesce(confirmed_at, reserved_at)
                      <= statement_timestamp() - greatest(:window, :reservation) * interval '1 ms'
                LIMIT :slice FOR UPDATE SKIP LOCKED)""";

    private final JdbcClient jdbc;
    private final Duration window;
    private final Duration reservation;
    private final InstantSource clock;
    private final Instant began;
    private final AtomicInteger confirmed = new AtomicInteger();

    /**
     * @param jdbc a database in whose search path the tables are
     * @param settings the window and how long a reservation counts; there is no other bound than the disk
     * @param clock of this process, only to say since when the store is whole
     */
    public PostgresStore(JdbcClient jdbc, StoreSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.window = settings.window();
        this.reservation = settings.reservation();
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Where this process and another reserve at the same moment, the later one may hear in progress of what is known. */
    @Override
    public Reservation reserve(EventId id, long own) {
        var token = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        var answer = jdbc.sql(RESERVE)
                .param("high", id.high())
                .param("low", id.low())
                .param("token", token)
                .param("own", own)
                .param("window", window.toMillis())
                .param("reservation", reservation.toMillis())
                .query(String.class)
                .single();
        return switch (Reservation.Answer.valueOf(answer)) {
            case RESERVED -> Reservation.of(token);
            case KNOWN -> Reservation.KNOWN;
            case IN_PROGRESS -> Reservation.IN_PROGRESS;
        };
    }

    @Override
    public void confirm(EventId id) {
        jdbc.sql(CONFIRM).param("high", id.high()).param("low", id.low()).update();
        if (confirmed.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
    }

    /** Deletes a slice of what counts no more; returns how much. */
    int sweep() {
        return jdbc.sql(SWEEP)
                .param("window", window.toMillis())
                .param("reservation", reservation.toMillis())
                .param("slice", SLICE)
                .update();
    }

    @Override
    public void release(EventId id, long own) {
        jdbc.sql("DELETE FROM once_id WHERE high = :high AND low = :low AND token = :own AND confirmed_at IS NULL")
                .param("high", id.high())
                .param("low", id.low())
                .param("own", own)
                .update();
    }

    @Override
    public boolean contains(EventId id) {
        return jdbc.sql(CONTAINS)
                .param("high", id.high())
                .param("low", id.low())
                .param("window", window.toMillis())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void checkpoint(Map<String, Long> positions) {
        var sources = positions.keySet().toArray(String[]::new);
        var offsets = positions.values().toArray(Long[]::new);
        jdbc.sql("""
                        INSERT INTO once_position (source, position)
                        SELECT * FROM unnest(:sources::text[], :offsets::bigint[])
                        ON CONFLICT (source) DO UPDATE SET position = excluded.position""").param("sources", sources).param("offsets", offsets).update();
    }

    @Override
    public Map<String, Long> positions() {
        Map<String, Long> positions = new HashMap<>();
        jdbc.sql("SELECT source, position FROM once_position").query(row -> {
            positions.put(row.getString("source"), row.getLong("position"));
        });
        return positions;
    }

    @Override
    public Instant wholeSince() {
        var left = clock.instant().minus(window);
        return left.isAfter(began) ? left : began;
    }

    /** As the database estimates it; 0 only where there is none. */
    @Override
    public long ids() {
        return jdbc.sql("""
                        SELECT CASE WHEN EXISTS (SELECT FROM once_id)
                        THEN greatest(1, reltuples)::bigint ELSE 0 END
                        FROM pg_class WHERE oid = 'once_id'::regclass""").query(Long.class).single();
    }

    @Override
    public long bytes() {
        return jdbc.sql("SELECT pg_total_relation_size('once_id')")
                .query(Long.class)
                .single();
    }

    @Override
    public long forgotten() {
        return 0;
    }

    @Override
    public @Nullable UUID identity() {
        return null;
    }

    /** Nothing is held: the pool of connections is its owner's. */
    @Override
    public void close() {}
}

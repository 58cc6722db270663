package io.bisync.basic.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks of PostgreSQL that have a name, for what no row stands for. */
public final class TransactionLock {

    /** Waits for whoever has the lock of that name; until the transaction ends nobody else gets it. */
    public static void take(JdbcClient jdbc, String name) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0)) IS NULL")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    private TransactionLock() {}
}

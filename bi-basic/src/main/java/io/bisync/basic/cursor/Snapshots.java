package io.bisync.basic.cursor;

import io.bisync.account.KnownSnapshot;
import io.bisync.account.SnapshotRow;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What was published of entities that are only read as a whole, and the versions under which. */
class Snapshots {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final InstantSource clock;

    Snapshots(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Accounts accounts,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.accounts = accounts;
        this.clock = clock;
    }

    KnownSnapshot known(String account, String entity) {
        accounts.known(account);
        var version = jdbc.sql("SELECT version FROM basic.snapshot WHERE account_id = :account AND entity = :entity")
                .param("account", account)
                .param("entity", entity)
                .query(Long.class)
                .optional()
                .orElse(0L);
        var rows = jdbc.sql("""
                        SELECT row_key, hash FROM basic.snapshot_row
                        WHERE account_id = :account AND entity = :entity ORDER BY row_key""")
                .param("account", account)
                .param("entity", entity)
                .query((row, _) -> new SnapshotRow(row.getString("row_key"), row.getString("hash")))
                .list();
        return new KnownSnapshot(version, rows);
    }

    /**
     * Whatever clocks do, a version is above all that were given before. Whoever comes after a crash finds the rows without
     * a hash: they may stand in the topic as they were, as they are, or be deleted.
     */
    long nextVersion(String account, long fence, String entity, List<String> keys) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            requireLease(account, fence);
            write(account, entity, keys.stream().map(it -> new SnapshotRow(it, "")));
            return jdbc.sql("""
                            INSERT INTO basic.snapshot AS last (account_id, entity, version)
                            VALUES (:account, :entity, :now)
                            ON CONFLICT (account_id, entity)
                            DO UPDATE SET version = greatest(last.version + 1, excluded.version)
                            RETURNING version""")
                    .param("account", account)
                    .param("entity", entity)
                    .param("now", clock.millis())
                    .query(Long.class)
                    .single();
        }));
    }

    void note(String account, long fence, String entity, List<SnapshotRow> published, List<String> deleted) {
        transaction.executeWithoutResult(_ -> {
            requireLease(account, fence);
            write(account, entity, published.stream());
            update("""
                    DELETE FROM basic.snapshot_row
                    WHERE account_id = :account AND entity = :entity AND row_key = :key""", deleted.stream().map(it -> row(account, entity, it)));
        });
    }

    @EventListener
    void forget(AccountDeleted deleted) {
        for (var table : List.of("snapshot_row", "snapshot")) {
            jdbc.sql("DELETE FROM basic.%s WHERE account_id = :id".formatted(table))
                    .param("id", deleted.account())
                    .update();
        }
    }

    /** Until the transaction ends, the lease does not change hands. */
    private void requireLease(String account, long fence) {
        accounts.known(account);
        var now = jdbc.sql("SELECT fence FROM basic.account_lease WHERE account_id = :id FOR SHARE")
                .param("id", account)
                .query(Long.class)
                .optional();
        if (now.isEmpty() || now.get() != fence) {
            throw new RefusedException(
                    Code.CURSOR_LEASE_LOST,
                    "The lease of account '%s' has another fence than %d; its pull begins anew"
                            .formatted(account, fence));
        }
    }

    private void write(String account, String entity, Stream<SnapshotRow> rows) {
        update("""
                INSERT INTO basic.snapshot_row (account_id, entity, row_key, hash)
                VALUES (:account, :entity, :key, :hash)
                ON CONFLICT (account_id, entity, row_key) DO UPDATE SET hash = excluded.hash""", rows.map(it -> row(account, entity, it.key()).addValue("hash", it.hash())));
    }

    private void update(String sql, Stream<MapSqlParameterSource> rows) {
        batches.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
    }

    private static MapSqlParameterSource row(String account, String entity, String key) {
        return new MapSqlParameterSource()
                .addValue("account", account)
                .addValue("entity", entity)
                .addValue("key", key);
    }
}

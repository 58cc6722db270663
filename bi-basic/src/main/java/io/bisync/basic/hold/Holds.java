package io.bisync.basic.hold;

import io.bisync.account.api.HoldApi.FirstHeldRecord;
import io.bisync.basic.account.Source;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.hold.Hold.Reason;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps which accounts are held: disabled and deleted ones, and those with too many bad records in a row. */
class Holds {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Audit audit;
    private final InstantSource clock;

    Holds(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /** All holds, of one source or of every one. */
    List<Hold> list(@Nullable Source source) {
        return jdbc.sql("""
                        SELECT * FROM (
                            SELECT source, id AS account_id, 'DISABLED' AS reason, disabled_by AS by,
                                COALESCE(disabled_reason, 'the account is disabled') AS because, disabled_at AS since
                            FROM basic.account WHERE NOT enabled
                            UNION ALL
                            SELECT source, id, 'DELETED', deleted_by, reason, deleted_at FROM basic.deleted_account
                            UNION ALL
                            SELECT DISTINCT ON (source, account_id) source, account_id, 'BAD_RECORDS', begun_by,
                                'too many records in a row do not fit, from ' || topic || '-' || partition || '@' || began,
                                begun_at
                            FROM (SELECT * FROM basic.hold WHERE lifted_at IS NULL
                                ORDER BY source, account_id, begun_at, topic, partition) h) held
                        WHERE CAST(:source AS varchar) IS NULL OR source = :source
                        ORDER BY source, length(account_id), account_id, reason""")
                .param("source", source == null ? null : source.text())
                .query(Holds::hold)
                .list();
    }

    /** Whether the account is held by the hold that began with this record: one that somebody lifted does not begin again. */
    boolean begin(Source source, FirstHeldRecord first) {
        Caller.current().requireSource(source.text());
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            place(jdbc.sql("""
                            INSERT INTO basic.hold (source, account_id, topic, partition, began, begun_by, begun_at)
                            VALUES (:source, :account, :topic, :partition, :began, :by, :at) ON CONFLICT DO NOTHING"""), first)
                    .param("by", Caller.current().toString())
                    .param("at", Times.column(clock.instant()))
                    .update();
            return place(jdbc.sql("""
                            SELECT lifted_at IS NULL FROM basic.hold WHERE source = :source AND account_id = :account
                                AND topic = :topic AND partition = :partition AND began = :began"""), first).query(Boolean.class).single();
        }));
    }

    /** From now on the account is loaded again. */
    void lift(Source source, String account) {
        transaction.executeWithoutResult(_ -> {
            var before = list(source).stream()
                    .filter(it -> it.account().equals(account))
                    .toList();
            var lifted = jdbc.sql("""
                            UPDATE basic.hold SET lifted_by = :by, lifted_at = :at
                            WHERE source = :source AND account_id = :account AND lifted_at IS NULL""")
                    .param("by", Caller.current().toString())
                    .param("at", Times.column(clock.instant()))
                    .param("source", source.text())
                    .param("account", account)
                    .update();
            if (lifted == 0) {
                throw new RefusedException(
                        Code.NO_HOLD,
                        before.isEmpty()
                                ? "Account '%s' of %s is not held".formatted(account, source.text())
                                : "Account '%s' of %s is held because it is %s; enable it instead"
                                        .formatted(
                                                account,
                                                source.text(),
                                                before.getFirst().reason()));
            }
            audit.note("hold.lift", "account " + account, before, null);
        });
    }

    private static JdbcClient.StatementSpec place(JdbcClient.StatementSpec statement, FirstHeldRecord first) {
        return statement
                .param("source", first.source())
                .param("account", first.account())
                .param("topic", first.topic())
                .param("partition", first.partition())
                .param("began", first.offset());
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return new Hold(
                row.getString("source"),
                row.getString("account_id"),
                Reason.valueOf(row.getString("reason")),
                row.getString("by"),
                Objects.requireNonNull(row.getString("because")),
                Times.instant(row, "since"));
    }
}

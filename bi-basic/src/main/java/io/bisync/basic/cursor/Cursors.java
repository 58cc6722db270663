package io.bisync.basic.cursor;

import io.bisync.account.Cursor;
import io.bisync.account.CursorLease;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.CredentialsChanged;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the cursors and lets one holder move each. */
class Cursors {

    private static final Pattern ROW_VERSION = Pattern.compile("[0-9]{1,18}");

    private record Row(
            @Nullable Cursor cursor,
            long fence,
            @Nullable String holder,
            @Nullable Instant leasedUntil) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Sources sources;
    private final Audit audit;
    private final InstantSource clock;

    Cursors(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            Audit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.sources = sources;
        this.audit = audit;
        this.clock = clock;
    }

    /** A running lease of the same holder is renewed under its fence; every other one is new and gets the next. */
    Optional<CursorLease> lease(String account, String entity, String holder, Duration ttl) {
        accounts.enabled(account);
        return Optional.ofNullable(transaction.execute(_ -> {
            var row = locked(account, entity);
            var now = clock.instant();
            boolean running = row.leasedUntil() != null && row.leasedUntil().isAfter(now);
            if (running && !holder.equals(row.holder())) {
                return null;
            }
            long fence = running ? row.fence() : row.fence() + 1;
            var until = now.plus(ttl);
            jdbc.sql("""
                            UPDATE basic.pull_cursor SET fence = :fence, holder = :holder, leased_until = :until
                            WHERE account_id = :account AND entity = :entity""")
                    .param("account", account)
                    .param("entity", entity)
                    .param("fence", fence)
                    .param("holder", holder)
                    .param("until", Times.column(until))
                    .update();
            return new CursorLease(account, entity, holder, fence, until, row.cursor());
        }));
    }

    void release(String account, String entity, long fence) {
        accounts.known(account);
        jdbc.sql("""
                        UPDATE basic.pull_cursor SET holder = NULL, leased_until = NULL
                        WHERE account_id = :account AND entity = :entity AND fence = :fence""")
                .param("account", account)
                .param("entity", entity)
                .param("fence", fence)
                .update();
    }

    Optional<Cursor> cursor(String account, String entity) {
        accounts.known(account);
        return jdbc.sql("""
                        SELECT value, caught_up_at FROM basic.pull_cursor
                        WHERE account_id = :account AND entity = :entity AND value IS NOT NULL""")
                .param("account", account)
                .param("entity", entity)
                .query((row, _) -> new Cursor(row.getString("value"), Times.instant(row, "caught_up_at")))
                .optional();
    }

    void move(String account, String entity, long fence, Cursor to) {
        requireFit(account, to);
        transaction.executeWithoutResult(_ -> {
            var row = locked(account, entity);
            if (fence != row.fence()) {
                throw new RefusedException(
                        Code.CURSOR_LEASE_LOST,
                        "The cursor of account '%s', %s is leased with fence %d, not %d; lease it again"
                                .formatted(account, entity, row.fence(), fence));
            }
            var from = row.cursor();
            if (from != null && to.isBehind(from)) {
                throw new RefusedException(
                        Code.CURSOR_BACKWARDS,
                        "The cursor of account '%s', %s is at %s; it goes back only when an administrator sets it"
                                .formatted(account, entity, from.value()));
            }
            write(account, entity, from == null ? to : to.after(from));
        });
    }

    /** An administrator's word: also back, and from whoever holds it. */
    void set(String account, String entity, Cursor to) {
        requireFit(account, to);
        transaction.executeWithoutResult(_ -> {
            var row = locked(account, entity);
            write(account, entity, to);
            jdbc.sql("""
                            UPDATE basic.pull_cursor SET fence = fence + 1, holder = NULL, leased_until = NULL
                            WHERE account_id = :account AND entity = :entity""").param("account", account).param("entity", entity).update();
            audit.note("cursor.set", "account %s, %s".formatted(account, entity), row.cursor(), to);
        });
    }

    /** Another caller may see another merchant: its pulls begin anew, by time of change. */
    @EventListener
    void end(CredentialsChanged changed) {
        var account = changed.account();
        jdbc.sql(
                        "SELECT entity, value, caught_up_at FROM basic.pull_cursor WHERE account_id = :id AND value IS NOT NULL FOR UPDATE")
                .param("id", account)
                .query((row, _) -> Map.entry(
                        row.getString("entity"),
                        new Cursor(row.getString("value"), Times.instant(row, "caught_up_at"))))
                .list()
                .forEach(it -> audit.note(
                        "cursor.end", "account %s, %s".formatted(account, it.getKey()), it.getValue(), null));
        jdbc.sql("""
                        UPDATE basic.pull_cursor SET value = NULL, caught_up_at = NULL, fence = fence + 1, holder = NULL,
                            leased_until = NULL
                        WHERE account_id = :id""").param("id", account).update();
    }

    @EventListener
    void forget(AccountDeleted deleted) {
        jdbc.sql("DELETE FROM basic.pull_cursor WHERE account_id = :id")
                .param("id", deleted.account())
                .update();
    }

    /** The cursor of an ERP that is asked is a number: what its pull could not read would stop it. */
    private void requireFit(String account, Cursor to) {
        if (sources.kind(accounts.known(account).source()) == AccountKind.APP
                && !ROW_VERSION.matcher(to.value()).matches()) {
            throw new RefusedException(
                    Code.INVALID,
                    "value is a row version for an ERP that is asked: a whole number from 0 of at most 18 digits");
        }
    }

    private void write(String account, String entity, Cursor to) {
        jdbc.sql("""
                        UPDATE basic.pull_cursor SET value = :value, caught_up_at = :caughtUpAt, moved_at = :now
                        WHERE account_id = :account AND entity = :entity""")
                .param("account", account)
                .param("entity", entity)
                .param("value", to.value())
                .param("caughtUpAt", Times.column(to.caughtUpAt()))
                .param("now", Times.column(clock.instant()))
                .update();
    }

    private Row locked(String account, String entity) {
        accounts.known(account);
        jdbc.sql("""
                        INSERT INTO basic.pull_cursor (account_id, entity) VALUES (:account, :entity)
                        ON CONFLICT DO NOTHING""").param("account", account).param("entity", entity).update();
        return jdbc.sql("""
                        SELECT * FROM basic.pull_cursor WHERE account_id = :account AND entity = :entity FOR UPDATE""")
                .param("account", account)
                .param("entity", entity)
                .query(Cursors::row)
                .single();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var value = row.getString("value");
        return new Row(
                value == null ? null : new Cursor(value, Times.instant(row, "caught_up_at")),
                row.getLong("fence"),
                row.getString("holder"),
                Times.instant(row, "leased_until"));
    }
}

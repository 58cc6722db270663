package io.bisync.basic.push;

import io.bisync.account.PushDoor;
import io.bisync.account.change.AccountChanged;
import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.outbox.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of addresses. Whoever answers there is told of every change, by the accounts that it is for. */
class PushAddresses {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Sources sources;
    private final Outbox outbox;
    private final Audit audit;
    private final InstantSource clock;

    PushAddresses(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.sources = sources;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** All that are kept, of one source or of every one, ended ones too. */
    List<PushAddress> list(@Nullable Source source) {
        return jdbc.sql("""
            SELECT * FROM basic.push_address WHERE CAST(:source AS varchar) IS NULL OR source = :source
            ORDER BY id\
            """)
                .param("source", source == null ? null : source.text())
                .query(PushAddresses::address)
                .list();
    }

    /** Those that are valid. */
    List<PushDoor> doors(Source source) {
        return jdbc.sql("""
            SELECT * FROM basic.push_address
            WHERE source = :source AND (ends_at IS NULL OR ends_at > :now) ORDER BY id\
            """)
                .param("source", source.text())
                .param("now", Times.column(clock.instant()))
                .query((row, number) -> address(row, number).door(row.getString("sha256")))
                .list();
    }

    PushAddress ofAccount(String id, PathToken token) {
        var account = accounts.known(id);
        requireAsked(account.source());
        return added(account.source(), account.id(), null, token);
    }

    PushAddress ofApp(Source source, String appKey, PathToken token) {
        requireAsked(source);
        return added(source, null, appKey, token);
    }

    /** Another address in the place of one, which is valid for as long as the overlap says. */
    PushAddress rotated(long id, PathToken token, Duration overlap) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var old = end(id, overlap);
            return added(Source.of(old.source()), old.account(), old.appKey(), token);
        }));
    }

    /** From now on, or from then on, nobody is heard there. */
    PushAddress end(long id, Duration in) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var now = clock.instant();
            var old = jdbc.sql("SELECT * FROM basic.push_address WHERE id = :id FOR UPDATE")
                    .param("id", id)
                    .query(PushAddresses::address)
                    .optional()
                    .filter(it -> it.isValid(now))
                    .orElseThrow(() -> new RefusedException(
                            Code.NO_PUSH_ADDRESS,
                            "There is no push address %d, or it is not valid any more".formatted(id)));
            Caller.current().requireSource(old.source());
            var ended = jdbc.sql("""
                UPDATE basic.push_address SET ends_at = LEAST(ends_at, CAST(:at AS timestamptz))
                WHERE id = :id RETURNING *\
                """)
                    .param("id", id)
                    .param("at", Times.column(now.plus(in)))
                    .query(PushAddresses::address)
                    .single();
            audit.note("push-address.end", old.owner(), old, ended);
            tell(ended);
            return ended;
        }));
    }

    private PushAddress added(Source source, @Nullable String account, @Nullable String appKey, PathToken token) {
        Caller.current().requireSource(source.text());
        return Objects.requireNonNull(transaction.execute(_ -> {
            var address = jdbc.sql("""
                INSERT INTO basic.push_address (source, account_id, app_key, sha256, created_by, created_at)
                VALUES (:source, :account, :key, :sha256, :by, :at) RETURNING *\
                """)
                    .param("source", source.text())
                    .param("account", account)
                    .param("key", appKey)
                    .param("sha256", token.sha256())
                    .param("by", Caller.current().toString())
                    .param("at", Times.column(clock.instant()))
                    .query(PushAddresses::address)
                    .single();
            audit.note("push-address.add", address.owner(), null, address);
            tell(address);
            return address;
        }));
    }

    /** There is nobody at an ERP that we do not ask. */
    private void requireAsked(Source source) {
        if (sources.kind(source) != AccountKind.APP) {
            throw new RefusedException(
                    Code.NEVER_ASKED,
                    "%s is never asked for anything, so nothing can be read again there".formatted(source));
        }
    }

    private void tell(PushAddress address) {
        accounts.list(Source.of(address.source())).stream()
                .filter(it -> it.id().equals(address.account()) || it.appKey().equals(address.appKey()))
                .map(StoredAccount::id)
                .forEach(it -> outbox.add(
                        AccountChanged.TOPIC,
                        it,
                        Kind.CHANGED.type(),
                        new AccountChanged(address.source(), it, Kind.CHANGED)));
    }

    private static PushAddress address(ResultSet row, int number) throws SQLException {
        return new PushAddress(
                row.getLong("id"),
                row.getString("source"),
                row.getString("account_id"),
                row.getString("app_key"),
                row.getString("created_by"),
                Objects.requireNonNull(Times.instant(row, "created_at")),
                Times.instant(row, "ends_at"));
    }
}

package io.bisync.basic.token;

import io.bisync.account.AppKind;
import io.bisync.account.SealedColumns;
import io.bisync.account.api.TokenApi.AccessAnswer;
import io.bisync.account.api.TokenApi.NewToken;
import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.AccountEvents;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.CredentialsChanged;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.secret.Secrets;
import io.bisync.secret.Sha256;
import io.bisync.secret.UnsealException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps sealed tokens and gives the lease to fetch a new one to one caller at a time. */
public class Tokens {

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Secrets secrets;
    private final AccountEvents events;
    private final Audit audit;
    private final InstantSource clock;

    Tokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Secrets secrets,
            AccountEvents events,
            Audit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.secrets = secrets;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    AccessAnswer access(String id, String holder) {
        var account = accounts.enabled(id);
        return Objects.requireNonNull(transaction.execute(_ -> {
            var state = locked(id);
            var decision = switch (account.appKind()) {
                case AppKind.OWN -> state.decideOwn(clock.instant());
                case AppKind.ISV -> state.decideIsv(clock.instant());
            };
            return switch (decision) {
                case TokenState.Decision.Grant grant -> AccessAnswer.granted(grant.accessToken(), grant.expiresAt());
                case TokenState.Decision.Wait wait -> AccessAnswer.pause(AccessAnswer.State.WAIT, wait.pause());
                case TokenState.Decision.NeedsAuthorisation needs ->
                    AccessAnswer.pause(AccessAnswer.State.NEEDS_AUTHORISATION, needs.pause());
                case TokenState.Decision.Lease lease -> leased(account, holder, lease);
            };
        }));
    }

    /** The lease to exchange a code that the merchant's authorisation brought, within the transaction that uses it up. */
    public AccessAnswer leaseForCode(StoredAccount account, String holder) {
        return leased(account, holder, locked(account.id()).decideCode(clock.instant()));
    }

    private AccessAnswer leased(StoredAccount account, String holder, TokenState.Decision.Lease lease) {
        if (account.sealedSecret() == null) {
            throw new RefusedException(Code.NO_CREDENTIALS, "Account '%s' has no credentials".formatted(account.id()));
        }
        jdbc.sql("""
            UPDATE basic.token SET fence = :fence, holder = :holder, leased_until = :until, next_attempt = :next
            WHERE account_id = :id\
            """)
                .param("id", account.id())
                .param("fence", lease.next().fence())
                .param("holder", holder)
                .param("until", Times.column(lease.next().leasedUntil()))
                .param("next", Times.column(lease.next().nextAttempt()))
                .update();
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("holder", holder)
                .addKeyValue("fence", lease.next().fence())
                .log("Refresh lease given: {}", lease.kind());
        return AccessAnswer.refresh(
                lease.next().fence(), lease.kind(), account.appKey(), account.sealedSecret(), lease.refreshToken());
    }

    /** Storing the same answer twice under one fence is harmless: the caller may not have heard us. */
    void store(String id, NewToken token) {
        var account = accounts.known(id);
        var sha256 = Sha256.hex(opened(id, token));
        transaction.executeWithoutResult(_ -> {
            replace(id, token, sha256);
            if (account.appKind() == AppKind.ISV) {
                events.tell(Kind.AUTHORISED, account);
            }
        });
        log.atInfo()
                .addKeyValue("account", id)
                .addKeyValue("fence", token.fence())
                .log("Token stored, it ends {}", token.expiresAt());
    }

    private void replace(String id, NewToken token, String sha256) {
        int updated = jdbc.sql("""
            UPDATE basic.token SET access_token = :access, access_sha256 = :sha256, refresh_token = :refresh,
                expires_at = :expires, stored_at = :now, leased_until = NULL, next_attempt = NULL,
                ending_since = NULL
            WHERE account_id = :id AND fence = :fence\
            """)
                .param("id", id)
                .param("fence", token.fence())
                .param("access", token.accessToken())
                .param("sha256", sha256)
                .param("refresh", token.refreshToken())
                .param("expires", Times.column(token.expiresAt()))
                .param("now", Times.column(clock.instant()))
                .update();
        if (updated == 0) {
            throw new RefusedException(
                    Code.REFRESH_LEASE_LOST,
                    "The refresh lease of account '%s' has fence %d no more; ask again".formatted(id, token.fence()));
        }
    }

    void rejected(String id, String sha256) {
        var account = accounts.known(id);
        transaction.executeWithoutResult(_ -> {
            int updated = jdbc.sql("""
                UPDATE basic.token SET access_token = NULL, access_sha256 = NULL, refresh_token = NULL,
                    expires_at = NULL, next_attempt = NULL, ending_since = NULL
                WHERE account_id = :id AND access_sha256 = :sha256\
                """).param("id", id).param("sha256", sha256).update();
            if (updated > 0) {
                log.atWarn().addKeyValue("account", id).log("The ERP rejected the token before its time");
                if (account.appKind() == AppKind.ISV) {
                    events.tell(Kind.AUTHORISATION_NEEDED, account);
                }
            }
        });
    }

    /** What was granted to other credentials says nothing about these; a token that is being fetched comes too late. */
    @EventListener
    void end(CredentialsChanged changed) {
        int ended = jdbc.sql("""
            UPDATE basic.token SET access_token = NULL, access_sha256 = NULL, refresh_token = NULL,
                expires_at = NULL, stored_at = NULL, fence = fence + 1, holder = NULL, leased_until = NULL,
                next_attempt = NULL, ending_since = NULL
            WHERE account_id = :id\
            """).param("id", changed.account()).update();
        if (ended > 0) {
            audit.note("token.end", "account " + changed.account(), null, null);
        }
    }

    @EventListener
    void forget(AccountDeleted deleted) {
        jdbc.sql("DELETE FROM basic.token WHERE account_id = :id")
                .param("id", deleted.account())
                .update();
    }

    /** Opens both tokens, so that one sealed with another keyset is found here and not when it is needed. */
    private String opened(String id, NewToken token) {
        try {
            if (token.refreshToken() != null) {
                secrets.unseal(SealedColumns.refreshToken(id), token.refreshToken());
            }
            return secrets.unseal(SealedColumns.accessToken(id), token.accessToken());
        } catch (UnsealException e) {
            throw new RefusedException(Code.OTHER_KEYSET, String.valueOf(e.getMessage()));
        }
    }

    private TokenState locked(String id) {
        jdbc.sql("INSERT INTO basic.token (account_id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", id)
                .update();
        return jdbc.sql("SELECT * FROM basic.token WHERE account_id = :id FOR UPDATE")
                .param("id", id)
                .query(Tokens::state)
                .single();
    }

    private static TokenState state(ResultSet row, int number) throws SQLException {
        return new TokenState(
                row.getString("access_token"),
                row.getString("refresh_token"),
                Times.instant(row, "expires_at"),
                Times.instant(row, "stored_at"),
                row.getLong("fence"),
                Times.instant(row, "leased_until"),
                Times.instant(row, "next_attempt"));
    }
}

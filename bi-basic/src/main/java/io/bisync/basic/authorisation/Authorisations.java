package io.bisync.basic.authorisation;

import io.bisync.account.AppKind;
import io.bisync.account.api.AuthorisationApi.Opened;
import io.bisync.account.api.TokenApi.AccessAnswer;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.CredentialsChanged;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.token.Tokens;
import io.bisync.secret.Sha256;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens links for merchants and lets each be used once. A link ends with a state of 256 random bits, of which only the SHA-256
 * is kept; an account has one link, so that a new one ends the one before.
 */
class Authorisations {

    /** As long as the ERP's own page and the code that comes back from it. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Tokens tokens;
    private final Audit audit;
    private final Map<String, URI> doors;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Authorisations(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Tokens tokens,
            Audit audit,
            Map<String, URI> doors,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.accounts = accounts;
        this.tokens = tokens;
        this.audit = audit;
        this.doors = doors;
        this.clock = clock;
    }

    Link open(String id) {
        var account = accounts.enabled(id);
        if (account.appKind() != AppKind.ISV) {
            throw new RefusedException(
                    Code.NO_AUTHORISATION,
                    "Account '%s' is of the merchant's own app (appKind OWN), which needs no person".formatted(id));
        }
        requireCredentials(account);
        var door = doors.get(account.source().text());
        if (door == null) {
            throw new RefusedException(
                    Code.NO_AUTHORISATION,
                    "bi.authorisation.doors.%s is not set: say at which address merchants' browsers reach the service of that source"
                            .formatted(account.source()));
        }
        var state = state();
        var expiresAt = clock.instant().plus(LIFE);
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                INSERT INTO basic.authorisation (account_id, state_sha256, opened_by, expires_at)
                VALUES (:id, :sha256, :by, :expires)
                ON CONFLICT (account_id) DO UPDATE SET state_sha256 = excluded.state_sha256,
                    opened_by = excluded.opened_by, expires_at = excluded.expires_at, used_at = NULL\
                """)
                    .param("id", id)
                    .param("sha256", Sha256.hex(state))
                    .param("by", Caller.current().toString())
                    .param("expires", Times.column(expiresAt))
                    .update();
            audit.note("authorisation.open", "account " + id, null, Map.of("expiresAt", expiresAt));
        });
        return new Link(URI.create(door.toString().replaceFirst("/$", "") + "/authorise/" + state), expiresAt);
    }

    Opened opened(String sha256) {
        var id = jdbc.sql("""
            SELECT account_id FROM basic.authorisation
            WHERE state_sha256 = :sha256 AND used_at IS NULL AND expires_at > :now\
            """)
                .param("sha256", sha256)
                .param("now", Times.column(clock.instant()))
                .query(String.class)
                .optional()
                .orElseThrow(Authorisations::notOpen);
        var account = accounts.enabled(id);
        return new Opened(id, account.appKey(), requireCredentials(account));
    }

    AccessAnswer use(String id, String sha256, String holder) {
        var account = accounts.enabled(id);
        return Objects.requireNonNull(transaction.execute(_ -> {
            int used = jdbc.sql("""
                UPDATE basic.authorisation SET used_at = :now
                WHERE account_id = :id AND state_sha256 = :sha256 AND used_at IS NULL AND expires_at > :now\
                """)
                    .param("id", id)
                    .param("sha256", sha256)
                    .param("now", Times.column(clock.instant()))
                    .update();
            if (used == 0) {
                throw notOpen();
            }
            return tokens.leaseForCode(account, holder);
        }));
    }

    /** A link leads to the page of the app that it was opened for. */
    @EventListener
    void end(CredentialsChanged changed) {
        forget(changed.account());
    }

    @EventListener
    void end(AccountDeleted deleted) {
        forget(deleted.account());
    }

    private void forget(String account) {
        jdbc.sql("DELETE FROM basic.authorisation WHERE account_id = :id")
                .param("id", account)
                .update();
    }

    private String state() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String requireCredentials(StoredAccount account) {
        if (account.sealedSecret() == null) {
            throw new RefusedException(Code.NO_CREDENTIALS, "Account '%s' has no credentials".formatted(account.id()));
        }
        return account.sealedSecret();
    }

    private static RefusedException notOpen() {
        return new RefusedException(
                Code.NOT_OPEN, "No such authorisation is open: it was used, is over, or never was; open another one");
    }
}

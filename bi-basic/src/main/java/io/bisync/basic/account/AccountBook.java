package io.bisync.basic.account;

import io.bisync.account.AppKind;
import io.bisync.account.SealedColumns;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.secret.Secrets;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds and changes accounts; their secrets are sealed before they reach the table. */
class AccountBook {

    private static final Logger log = LoggerFactory.getLogger(AccountBook.class);

    private final Accounts accounts;
    private final Secrets secrets;
    private final InstantSource clock;

    AccountBook(Accounts accounts, Secrets secrets, InstantSource clock) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.clock = clock;
    }

    StoredAccount add(NewAccount wanted) {
        var given = wanted.id();
        var added = given == null ? addNumbered(wanted) : addAs(given, wanted);
        if (added == null) {
            throw new RefusedException(
                    Code.ID_TAKEN, "There is an account '%s' already; take another id".formatted(given));
        }
        log.atInfo()
                .addKeyValue("account", added.id())
                .log("Account added for {}", added.source().text());
        return added;
    }

    /** Numbers that were given by hand are skipped. */
    private StoredAccount addNumbered(NewAccount wanted) {
        while (true) {
            var added = addAs(String.valueOf(accounts.nextNumber()), wanted);
            if (added != null) {
                return added;
            }
        }
    }

    private @Nullable StoredAccount addAs(String id, NewAccount wanted) {
        var now = clock.instant();
        var account = new StoredAccount(
                id,
                wanted.source(),
                wanted.name(),
                wanted.appKind() == null ? AppKind.OWN : wanted.appKind(),
                wanted.appKey() == null ? "" : wanted.appKey(),
                sealed(id, wanted.appSecret()),
                wanted.companyId(),
                true,
                1,
                now,
                now);
        return accounts.add(account) ? account : null;
    }

    StoredAccount change(String id, AccountChange change, @Nullable Long expected) {
        return replace(
                id,
                expected,
                old -> new StoredAccount(
                        id,
                        old.source(),
                        change.name(),
                        old.appKind(),
                        change.appKey() == null ? old.appKey() : change.appKey(),
                        change.appSecret() == null ? old.sealedSecret() : sealed(id, change.appSecret()),
                        change.companyId(),
                        old.enabled(),
                        old.version(),
                        old.createdAt(),
                        clock.instant()));
    }

    StoredAccount enable(String id) {
        return switched(id, true);
    }

    StoredAccount disable(String id) {
        return switched(id, false);
    }

    private StoredAccount switched(String id, boolean enabled) {
        var account = replace(
                id,
                null,
                old -> new StoredAccount(
                        id,
                        old.source(),
                        old.name(),
                        old.appKind(),
                        old.appKey(),
                        old.sealedSecret(),
                        old.companyId(),
                        enabled,
                        old.version(),
                        old.createdAt(),
                        clock.instant()));
        log.atInfo().addKeyValue("account", id).log(enabled ? "Account enabled" : "Account disabled");
        return account;
    }

    private StoredAccount replace(String id, @Nullable Long expected, UnaryOperator<StoredAccount> change) {
        var old = accounts.known(id);
        if (expected != null && expected != old.version()) {
            throw changedMeanwhile(id, old.version());
        }
        return accounts.replace(change.apply(old)).orElseThrow(() -> changedMeanwhile(id, old.version() + 1));
    }

    private static RefusedException changedMeanwhile(String id, long version) {
        return new RefusedException(
                Code.CHANGED_MEANWHILE, "Account '%s' is at version %d by now; read it again".formatted(id, version));
    }

    private @Nullable String sealed(String id, @Nullable String secret) {
        return secret == null ? null : secrets.seal(SealedColumns.appSecret(id), secret);
    }
}

package io.bisync.basic.account;

import io.bisync.account.AppKind;
import io.bisync.account.SealedColumns;
import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.idempotency.Idempotency;
import io.bisync.secret.Secrets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds, changes and deletes accounts, each with its entry in the audit; their secrets are sealed before they reach the table. */
class AccountRegistry {

    private final Accounts accounts;
    private final Sources sources;
    private final Secrets secrets;
    private final Audit audit;
    private final Idempotency idempotency;
    private final AccountEvents accountEvents;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    AccountRegistry(
            Accounts accounts,
            Sources sources,
            Secrets secrets,
            Audit audit,
            Idempotency idempotency,
            AccountEvents accountEvents,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.accounts = accounts;
        this.sources = sources;
        this.secrets = secrets;
        this.audit = audit;
        this.idempotency = idempotency;
        this.accountEvents = accountEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    StoredAccount add(NewAccount wanted, @Nullable String key) {
        sources.kind(sources.known(wanted.source())).requireFits(wanted);
        return inTransaction(() -> accounts.known(idempotency
                .once(
                        "account",
                        key,
                        wanted.withoutSecret(),
                        () -> added(wanted).id())
                .id()));
    }

    private StoredAccount added(NewAccount wanted) {
        var given = wanted.id();
        var added = given == null ? addNumbered(wanted) : addAs(given, wanted);
        if (added == null) {
            throw new RefusedException(
                    Code.ID_TAKEN,
                    "There is or was an account '%s', whose rows are kept; take another id".formatted(given));
        }
        audit.note("account.add", object(added.id()), null, added);
        accountEvents.tell(Kind.CREATED, added);
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
                wanted.limits(),
                true,
                null,
                1,
                now,
                now,
                null);
        requireOneOfMerchant(account, wanted.duplicate());
        return accounts.add(account) ? account : null;
    }

    StoredAccount change(String id, UnaryOperator<AccountChange> patch, long expected) {
        return inTransaction(() -> {
            var old = accounts.known(id);
            requireVersion(old, expected);
            var change = patch.apply(AccountChange.none(old));
            var wanted = old.changed(change, sealed(id, change.appSecret()), clock.instant());
            if (change.changesMerchant(old)) {
                requireOneOfMerchant(wanted, change.duplicate());
            }
            var changed = replace(wanted);
            audit.note("account.change", object(id), old, changed);
            if (change.appSecret() != null) {
                audit.note("account.secret", object(id), null, null);
            }
            var credentials = change.changesCredentials(old);
            if (credentials) {
                events.publishEvent(new CredentialsChanged(id));
            }
            accountEvents.tell(credentials ? Kind.CREDENTIALS_CHANGED : Kind.CHANGED, changed);
            // Other credentials ended its token.
            return credentials ? accounts.known(id) : changed;
        });
    }

    /** The ERP says whose account it is; a company that an administrator gave is not replaced. */
    void adopt(String id, String company) {
        transaction.executeWithoutResult(_ -> {
            var old = accounts.known(id);
            if (company.equals(old.companyId())) {
                return;
            }
            if (old.companyId() != null) {
                throw new RefusedException(
                        Code.OTHER_COMPANY,
                        "Account '%s' is of company %s, not of %s".formatted(id, old.companyId(), company));
            }
            var adopted = replace(old.of(company, clock.instant()));
            audit.note("account.company", object(id), old, adopted);
            accountEvents.tell(Kind.CHANGED, adopted);
        });
    }

    StoredAccount enable(String id) {
        return switched("account.enable", id, null);
    }

    StoredAccount disable(String id, String reason) {
        return switched("account.disable", id, new Disabling(Caller.current().toString(), reason, clock.instant()));
    }

    /** What was loaded stays, under an id that nobody gets again. */
    void delete(String id, long expected, String reason) {
        transaction.executeWithoutResult(_ -> {
            var old = accounts.known(id);
            requireVersion(old, expected);
            if (old.enabled()) {
                throw new RefusedException(
                        Code.STILL_ENABLED, "Account '%s' is enabled; disable it first".formatted(id));
            }
            events.publishEvent(new AccountDeleted(id));
            if (!accounts.delete(old, new Disabling(Caller.current().toString(), reason, clock.instant()))) {
                throw changedMeanwhile(old);
            }
            audit.note("account.delete", object(id), old, null);
            accountEvents.tell(Kind.DELETED, old);
        });
    }

    private StoredAccount switched(String action, String id, @Nullable Disabling disabling) {
        return inTransaction(() -> {
            var old = accounts.known(id);
            var switched = replace(old.switched(disabling, clock.instant()));
            audit.note(action, object(id), old, switched);
            accountEvents.tell(disabling == null ? Kind.ENABLED : Kind.DISABLED, switched);
            return switched;
        });
    }

    private StoredAccount replace(StoredAccount account) {
        return accounts.replace(account).orElseThrow(() -> changedMeanwhile(account));
    }

    private void requireOneOfMerchant(StoredAccount account, @Nullable Boolean duplicate) {
        if (Boolean.TRUE.equals(duplicate)) {
            return;
        }
        accounts.sameMerchant(account).ifPresent(other -> {
            throw new RefusedException(
                    Code.MERCHANT_TAKEN,
                    "Account '%s' has this app key, and the same company or an unknown one: every row would be loaded twice. "
                                    .formatted(other)
                            + "Give both their companyId, or say \"duplicate\": true where that is meant");
        });
    }

    private static void requireVersion(StoredAccount account, long expected) {
        if (account.version() != expected) {
            throw changedMeanwhile(account);
        }
    }

    private static RefusedException changedMeanwhile(StoredAccount account) {
        return new RefusedException(
                Code.CHANGED_MEANWHILE,
                "Account '%s' changed since it was read; read it again".formatted(account.id()));
    }

    private @Nullable String sealed(String id, @Nullable String secret) {
        return secret == null ? null : secrets.seal(SealedColumns.appSecret(id), secret);
    }

    private static String object(String id) {
        return "account " + id;
    }

    private StoredAccount inTransaction(Supplier<StoredAccount> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}

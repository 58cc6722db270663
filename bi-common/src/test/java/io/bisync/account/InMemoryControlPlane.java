package io.bisync.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A control plane for tests of services: no quota unless one is set, and every report is kept. */
public final class InMemoryControlPlane implements ControlPlane {

    private static final Comparator<Account> BY_ID =
            Comparator.<Account>comparingInt(account -> account.id().length()).thenComparing(Account::id);

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Credentials> credentials = new HashMap<>();
    private final InMemoryLeases leases;
    private final InMemorySnapshots snapshots;
    private final InMemoryTokens tokens;
    private final InMemoryAuthorisations authorisations;
    private final InMemoryPermits permits;
    private final InMemoryStatuses statuses;
    private final List<StatusReport> reports = new ArrayList<>();
    private final List<ListenerReport> listeners = new ArrayList<>();
    private final Map<String, Boolean> holds = new HashMap<>();
    private final Map<String, Set<String>> paused = new HashMap<>();
    private final List<NewFields> newFields = new ArrayList<>();
    private final Map<String, FieldRules> told = new HashMap<>();
    private final List<PushDoor> doors = new ArrayList<>();
    private final Map<String, String> shops = new HashMap<>();
    private boolean takesNoReports;

    public InMemoryControlPlane(InstantSource clock) {
        leases = new InMemoryLeases(clock);
        snapshots = new InMemorySnapshots(clock);
        tokens = new InMemoryTokens(clock);
        authorisations = new InMemoryAuthorisations(clock);
        permits = new InMemoryPermits(clock);
        statuses = new InMemoryStatuses(clock);
    }

    /** Adds an account, or replaces the one of the same id; other credentials raise the fence of its lease. */
    public synchronized void add(Account account, Credentials secret) {
        accounts.put(account.id(), account);
        Credentials before = credentials.put(account.id(), secret);
        if (before != null && !before.equals(secret)) {
            leases.raiseFence(account.id());
        }
    }

    public synchronized void disable(String account) {
        var it = known(account);
        accounts.put(
                account,
                new Account(it.id(), it.source(), it.name(), it.appKind(), it.appKey(), false, it.companyId()));
    }

    /** Limits the calls of every account, as bi-basic does. */
    public synchronized void limit(int perSecond, int perMinute) {
        permits.limit(perSecond, perMinute);
    }

    /** Sets a cursor as an administrator does: also back, and whoever holds the account begins from it. */
    public synchronized void setCursor(String account, String entity, Cursor to) {
        leases.set(known(account).id(), entity, to);
    }

    /** As if a cursor had never been told. */
    public synchronized void forgetCursor(String account, String entity) {
        leases.forget(known(account).id(), entity);
    }

    /** An administrator lifts an account's holds. */
    public synchronized void lift(String account) {
        holds.replaceAll((place, held) -> held && !place.startsWith(account + " "));
    }

    /** An administrator pauses an entity of an account. */
    public synchronized void pause(String account, String entity) {
        paused.computeIfAbsent(known(account).id(), _ -> new TreeSet<>()).add(entity);
    }

    /** An administrator lets an entity of an account go on. */
    public synchronized void resume(String account, String entity) {
        paused.computeIfPresent(known(account).id(), (_, entities) -> {
            entities.remove(entity);
            return entities.isEmpty() ? null : entities;
        });
    }

    @Override
    public synchronized Map<String, Set<String>> pausedEntities(String source) {
        return accounts(source).stream()
                .map(Account::id)
                .filter(paused::containsKey)
                .collect(Collectors.toMap(it -> it, it -> Set.copyOf(paused.get(it))));
    }

    public synchronized void enable(String account) {
        var it = known(account);
        accounts.put(
                account, new Account(it.id(), it.source(), it.name(), it.appKind(), it.appKey(), true, it.companyId()));
    }

    @Override
    public synchronized Set<String> heldAccounts(String source) {
        var all = accounts.values().stream()
                .filter(it -> it.source().equals(source) && !it.enabled())
                .map(Account::id)
                .collect(Collectors.toCollection(TreeSet::new));
        holds.forEach((place, held) -> {
            if (held && place.endsWith(" of " + source)) {
                all.add(place.substring(0, place.indexOf(' ')));
            }
        });
        return all;
    }

    /** Opens an address of an account for pushes. */
    public synchronized void open(PushDoor door) {
        doors.add(door);
    }

    /** Says that an account has a shop of that number. */
    public synchronized void shop(String account, String id) {
        shops.put(id, known(account).id());
    }

    @Override
    public synchronized List<String> accountsWith(String source, String kind, String id) {
        return kind.equals("shop") && shops.containsKey(id) ? List.of(shops.get(id)) : List.of();
    }

    @Override
    public synchronized List<PushDoor> pushDoors(String source) {
        if (takesNoReports) {
            throw new ControlPlaneUnavailableException("BI-ACCOUNT-01", "away", null);
        }
        return List.copyOf(doors);
    }

    @Override
    public synchronized boolean holdBegan(String source, String account, String topic, int partition, long offset) {
        var held = holds.putIfAbsent("%s at %s-%d@%d of %s".formatted(account, topic, partition, offset, source), true);
        return held == null || held;
    }

    @Override
    public synchronized void rulesInForce(String source, FieldRules rules) {
        if (takesNoReports) {
            throw new ControlPlaneUnavailableException("BI-ACCOUNT-01", "away", null);
        }
        told.put(source, rules);
    }

    @Override
    public synchronized void newFields(String source, NewFields fields) {
        if (takesNoReports) {
            throw new ControlPlaneUnavailableException("BI-ACCOUNT-01", "away", null);
        }
        newFields.add(fields);
    }

    /** The new fields that were told, in order. */
    public synchronized List<NewFields> newFields() {
        return List.copyOf(newFields);
    }

    /** The rules that were told last. */
    public synchronized @Nullable FieldRules told(String source) {
        return told.get(source);
    }

    /** Whether reports fail from now on, and what is told of rules. */
    public synchronized void takesNoReports(boolean away) {
        takesNoReports = away;
    }

    /** Everything that was reported, in order. */
    public synchronized List<StatusReport> reports() {
        return List.copyOf(reports);
    }

    /** Everything that was reported of listeners, in order. */
    public synchronized List<ListenerReport> listenerReports() {
        return List.copyOf(listeners);
    }

    @Override
    public synchronized List<Account> accounts(String source) {
        return accounts.values().stream()
                .filter(account -> account.source().equals(source))
                .sorted(BY_ID)
                .toList();
    }

    @Override
    public synchronized Leases lease(String source, String holder, Duration ttl, List<HeldAccount> held) {
        return leases.renew(
                holder,
                ttl,
                held,
                accounts(source).stream().filter(Account::enabled).toList(),
                pausedEntities(source));
    }

    @Override
    public synchronized void release(String source, String holder) {
        leases.release(holder);
    }

    @Override
    public synchronized Optional<Cursor> cursor(String account, String entity) {
        return leases.cursor(known(account).id(), entity);
    }

    @Override
    public synchronized KnownSnapshot snapshot(String account, String entity) {
        return snapshots.known(known(account).id(), entity);
    }

    @Override
    public synchronized long snapshotVersion(String account, long fence, String entity, List<String> keys) {
        leases.require(known(account).id(), fence);
        return snapshots.nextVersion(account, entity, keys);
    }

    @Override
    public synchronized void noteSnapshot(
            String account, long fence, String entity, List<SnapshotRow> published, List<String> deleted) {
        leases.require(known(account).id(), fence);
        snapshots.note(account, entity, published, deleted);
    }

    @Override
    public synchronized Access access(String account, String holder) {
        return tokens.access(enabled(account), credentials(account));
    }

    @Override
    public synchronized void storeToken(String account, long fence, Token token) {
        tokens.store(known(account).id(), fence, token);
    }

    @Override
    public synchronized void tokenRejected(String account, String accessToken) {
        tokens.rejected(known(account).id(), accessToken);
    }

    /** Opens a link for a merchant as an administrator does, and gives its state. */
    public synchronized String openAuthorisation(String account) {
        return authorisations.open(known(account).id());
    }

    @Override
    public synchronized OpenAuthorisation authorisation(String state) {
        var account = authorisations.account(state);
        return new OpenAuthorisation(account, credentials(account));
    }

    @Override
    public synchronized Access.Refresh useAuthorisation(String account, String state, String holder) {
        var known = enabled(account);
        authorisations.use(account, state);
        return tokens.exchange(known, credentials(account));
    }

    @Override
    public synchronized Credentials credentials(String account) {
        var found = credentials.get(known(account).id());
        if (found == null) {
            throw new ControlPlaneRefusedException("BI-BASIC-04", "Account '%s' has no credentials".formatted(account));
        }
        return found;
    }

    @Override
    public synchronized void adoptCompany(String account, String company) {
        var it = known(account);
        if (it.companyId() != null && !it.companyId().equals(company)) {
            throw new ControlPlaneRefusedException(
                    "BI-BASIC-24", "Account '%s' is of another company".formatted(account));
        }
        accounts.put(
                account,
                new Account(it.id(), it.source(), it.name(), it.appKind(), it.appKey(), it.enabled(), company));
    }

    @Override
    public synchronized List<Permits> permits(String source, List<PermitRequest> requests) {
        return requests.stream().map(this::permits).toList();
    }

    private Permits permits(PermitRequest request) {
        try {
            return permits.take(enabled(request.account()).id(), request.priority(), request.wanted());
        } catch (ControlPlaneRefusedException refused) {
            return Permits.refused(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public synchronized void throttled(String account, Duration pause) {
        permits.pause(known(account).id(), pause);
    }

    @Override
    public synchronized Optional<SourceStatus> status(String source, String holder, Duration ttl) {
        return statuses.of(source, holder, ttl, accounts(source));
    }

    @Override
    public synchronized void releaseStatus(String source, String holder) {
        statuses.release(source, holder);
    }

    /** What is told of entities from now on; of unknown accounts nothing is. */
    public synchronized void told(List<SourceStatus.EntityStatus> entities) {
        statuses.tell(entities);
    }

    /** Nobody knows the account any more. */
    public synchronized void remove(String account) {
        accounts.remove(known(account).id());
    }

    @Override
    public synchronized void report(StatusReport report) {
        requireTaken();
        reports.add(report);
    }

    @Override
    public synchronized void report(ListenerReport report) {
        requireTaken();
        listeners.add(report);
    }

    private void requireTaken() {
        if (takesNoReports) {
            throw new ControlPlaneUnavailableException("BI-ACCOUNT-01", "away", null);
        }
    }

    private Account known(String id) {
        var account = accounts.get(id);
        if (account == null) {
            throw new ControlPlaneRefusedException("BI-BASIC-01", "No account '%s'".formatted(id));
        }
        return account;
    }

    private Account enabled(String id) {
        var account = known(id);
        if (!account.enabled()) {
            throw new ControlPlaneRefusedException("BI-BASIC-03", "Account '%s' is disabled".formatted(id));
        }
        return account;
    }
}

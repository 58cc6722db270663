package io.bisync.local.starrocks.transaction;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The frontend's memory of loads: a label belongs to one transaction of its database until that one is aborted.
 * A stand-in that starts again remembers the loads that are visible, and none that was running or aborted.
 */
public final class Transactions {

    private static final Pattern LABEL = Pattern.compile("^[-\\w]{1,128}$");
    private static final int MOST_RUNNING = 1000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3);

    private final InstantSource clock;
    private final AtomicLong nextId;
    private final Map<String, Map<String, List<Transaction>>> byDatabase = new HashMap<>();
    // Also some that have just ended.
    private final Set<Transaction> running = ConcurrentHashMap.newKeySet();

    public Transactions(InstantSource clock, List<Load> earlier) {
        this.clock = clock;
        this.nextId = new AtomicLong(
                earlier.stream().mapToLong(Load::transaction).max().orElse(1000) + 1);
        for (var load : earlier) {
            byDatabase
                    .computeIfAbsent(load.database(), _ -> new HashMap<>())
                    .computeIfAbsent(load.label(), _ -> new ArrayList<>())
                    .add(Transaction.restored(load));
        }
    }

    public synchronized Transaction begin(String database, String label, String table, Duration timeout) {
        if (!LABEL.matcher(label).matches()) {
            throw new LoadFailedException("Label format error. regex: %s, label: %s".formatted(LABEL, label));
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new LoadFailedException("Invalid timeout: %d. Timeout should between %d and %d seconds"
                    .formatted(timeout.toSeconds(), SHORTEST.toSeconds(), LONGEST.toSeconds()));
        }
        var labels = byDatabase.computeIfAbsent(database, _ -> new HashMap<>());
        var sameLabel = labels.computeIfAbsent(label, _ -> new ArrayList<>());
        for (var transaction : sameLabel) {
            if (transaction.state() != LoadState.ABORTED) {
                throw new LabelInUseException(label, transaction.state());
            }
        }
        running.removeIf(other -> !other.state().isRunning());
        var others = running.stream()
                .filter(other -> other.database().equals(database))
                .count();
        if (others >= MOST_RUNNING) {
            throw new LoadFailedException("current running txns on db %s is %d, larger than limit %d"
                    .formatted(database, others, MOST_RUNNING));
        }
        var now = clock.instant();
        var transaction = new Transaction(nextId.getAndIncrement(), database, label, table, now, now.plus(timeout));
        sameLabel.add(transaction);
        running.add(transaction);
        return transaction;
    }

    /** The newest load of a label, or an UNKNOWN one. */
    public synchronized Load stateOf(String database, String label) {
        var sameLabel = byDatabase.getOrDefault(database, Map.of()).getOrDefault(label, List.of());
        if (sameLabel.isEmpty()) {
            return new Load(-1, database, label, "", LoadState.UNKNOWN, "", 0, 0, 0, 0, 0, 0, 0, 0, null);
        }
        return sameLabel.getLast().snapshot();
    }

    /** Aborts the label's running load and says whether there was one. */
    public boolean cancel(String database, String label) {
        for (var transaction : running) {
            if (transaction.database().equals(database)
                    && transaction.label().equals(label)
                    && transaction.abort("user cancel", clock.instant())) {
                return true;
            }
        }
        return false;
    }

    /** Aborts what has run longer than its timeout. */
    public void expire() {
        var now = clock.instant();
        for (var transaction : running) {
            if (transaction.state() == LoadState.PREPARE
                    && transaction.deadline().isBefore(now)) {
                transaction.abort("timeout by txn manager", now);
            }
        }
    }

    /** Forgets a load that runs, as a frontend that becomes leader does: its label is UNKNOWN, its commit will fail. */
    public synchronized void lose(Transaction transaction) {
        running.remove(transaction);
        byDatabase
                .getOrDefault(transaction.database(), Map.of())
                .getOrDefault(transaction.label(), List.of())
                .remove(transaction);
        transaction.abort("transaction [%d] not found".formatted(transaction.id()), clock.instant());
    }

    /** Forgets whatever is not durable, as a frontend that starts again does, and says how many loads were running. */
    public synchronized int restart() {
        var now = clock.instant();
        var lost = (int) running.stream()
                .filter(transaction -> transaction.abort("the frontend started again", now))
                .count();
        running.clear();
        byDatabase
                .values()
                .forEach(labels -> labels.values()
                        .forEach(sameLabel -> sameLabel.removeIf(one -> one.state() == LoadState.ABORTED)));
        return lost;
    }

    /** Forgets ended loads and returns the numbers of their transactions. */
    synchronized List<Long> forget(Predicate<Load> which) {
        var forgotten = loads().stream()
                .filter(load -> load.finishedMillis() != null)
                .filter(which)
                .map(Load::transaction)
                .toList();
        var numbers = Set.copyOf(forgotten);
        for (var labels : byDatabase.values()) {
            labels.values().forEach(sameLabel -> sameLabel.removeIf(one -> numbers.contains(one.id())));
            labels.values().removeIf(List::isEmpty);
        }
        return forgotten;
    }

    /** All loads, the oldest first. */
    public List<Load> loads() {
        return transactions().stream()
                .map(Transaction::snapshot)
                .sorted(Comparator.comparingLong(Load::transaction))
                .toList();
    }

    private synchronized List<Transaction> transactions() {
        return byDatabase.values().stream()
                .flatMap(labels -> labels.values().stream())
                .flatMap(List::stream)
                .toList();
    }
}

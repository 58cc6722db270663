package io.bisync.local.starrocks.transaction;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What the frontend forgets: the labels of ended loads, by number and by age. StarRocks sweeps every four hours, the stand-in
 * when it is told to. A swept label is UNKNOWN and loads again; its rows stay.
 */
public final class LabelMemory {

    private static final Duration LONGEST_KEPT = Duration.ofDays(3);

    private final Transactions transactions;
    private final DataSource dataSource;
    private final InstantSource clock;
    private final int kept;

    public LabelMemory(Transactions transactions, DataSource dataSource, InstantSource clock, int kept) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.clock = clock;
        this.kept = kept;
    }

    /** {@code label_keep_max_num}. */
    public int kept() {
        return kept;
    }

    /** Sweeps as StarRocks does, by its number and its three days, and says how many loads it forgot. */
    public int sweep() {
        return sweepOlderThan(LONGEST_KEPT) + sweepTo(kept);
    }

    /** Leaves so many loads of each database, the newest; those that run count and stay. */
    public int sweepTo(int newest) {
        var excess = new HashSet<Long>();
        transactions.loads().stream().collect(Collectors.groupingBy(Load::database)).values().stream()
                .forEach(loads -> loads.stream()
                        .filter(load -> load.finishedMillis() != null)
                        .sorted(Comparator.comparing(load -> Objects.requireNonNull(load.finishedMillis())))
                        .limit(Math.max(0, loads.size() - newest))
                        .forEach(load -> excess.add(load.transaction())));
        return forget(load -> excess.contains(load.transaction()));
    }

    /** Forgets the loads that ended longer ago. */
    public int sweepOlderThan(Duration age) {
        var limit = clock.instant().minus(age).toEpochMilli();
        return forget(load -> Objects.requireNonNull(load.finishedMillis()) < limit);
    }

    /** Forgets one label, in every database. */
    public int sweepLabel(String label) {
        return forget(load -> load.label().equals(label));
    }

    private int forget(Predicate<Load> which) {
        var forgotten = transactions.forget(which);
        try {
            LoadHistory.remove(dataSource, forgotten);
        } catch (SQLException e) {
            throw new IllegalStateException("The stand-in's PostgreSQL could not forget loads", e);
        }
        return forgotten.size();
    }
}

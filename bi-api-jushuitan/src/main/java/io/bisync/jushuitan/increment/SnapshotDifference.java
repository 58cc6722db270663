package io.bisync.jushuitan.increment;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which rows disappeared, of all that are known, since everything was read last. A reading without more than a fifth of them is
 * rather a fault of the ERP than the truth: what it lacks is believed when the next one lacks it too.
 *
 * @param deleted rows that are gone
 * @param doubted rows that the next reading has to lack as well
 */
record SnapshotDifference(Set<String> deleted, Set<String> doubted) {

    private static final int PART = 5;

    /**
     * @param known rows that are published
     * @param read rows that there are now
     * @param doubted rows that the last reading lacked without being believed
     */
    static SnapshotDifference of(Set<String> known, Set<String> read, Set<String> doubted) {
        Set<String> gone = new TreeSet<>(known);
        gone.removeAll(read);
        Set<String> first = new TreeSet<>(gone);
        first.removeAll(doubted);
        if (first.size() * PART <= known.size()) {
            return new SnapshotDifference(gone, Set.of());
        }
        gone.removeAll(first);
        return new SnapshotDifference(gone, first);
    }
}

package io.bisync.loading;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was set aside right before an offset, by account.
 *
 * @param runs how many records in a row, of the accounts whose last record was set aside
 * @param holds with which record a hold began, as one more would have been set aside than may be
 */
public record Aside(SortedMap<String, Integer> runs, SortedMap<String, Long> holds) {

    static final Aside NOTHING = new Aside(new TreeMap<>(), new TreeMap<>());

    public Aside {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        holds = Collections.unmodifiableSortedMap(new TreeMap<>(holds));
    }
}

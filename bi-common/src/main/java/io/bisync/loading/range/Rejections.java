package io.bisync.loading.range;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was rejected right before an offset, by account.
 *
 * @param runs how many records in a row, of the accounts whose last record was rejected
 * @param holds with which record a hold began, as one more would have been rejected than may be
 */
public record Rejections(SortedMap<String, Integer> runs, SortedMap<String, Long> holds) {

    public static final Rejections NOTHING = new Rejections(new TreeMap<>(), new TreeMap<>());

    public Rejections {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        holds = Collections.unmodifiableSortedMap(new TreeMap<>(holds));
    }
}

package io.bisync.proof.history;

import java.util.List;
import java.util.Map;

/**
 * The rows that a run published.
 *
 * @param times how often each was
 */
record PublishedRows(Map<String, Integer> times) {

    PublishedRows {
        times = Map.copyOf(times);
    }

    /** Rows that an undisturbed run published and this one did not, in words: a page that is asked twice is published twice. */
    List<String> missing(PublishedRows undisturbed) {
        return undisturbed.times.keySet().stream()
                .filter(it -> !times.containsKey(it))
                .map("Not published: "::concat)
                .toList();
    }

    /** Rows that an undisturbed run published less often, in words. */
    List<String> doubled(PublishedRows undisturbed) {
        return times.entrySet().stream()
                .filter(it -> it.getValue() > undisturbed.times.getOrDefault(it.getKey(), 0))
                .map(it -> "Published %d times: %s".formatted(it.getValue(), it.getKey()))
                .toList();
    }
}

package io.bisync.proof.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was written and what was handled. Every record is handled; the numbers of a key rise where each is handled first;
 * that some are handled again is allowed, and counted.
 */
final class LaneBooks {

    private final Map<String, Integer> written = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private final Map<String, List<Integer>> handled = new HashMap<>();

    /** The next number of a key. */
    synchronized int next(String key) {
        return written.merge(key, 1, Integer::sum) - 1;
    }

    /** Kafka did not say that it has it: it may be handled or not. */
    synchronized void unacknowledged(String key, int number) {
        unknown.add(key + " " + number);
    }

    synchronized void handled(String key, int number) {
        handled.computeIfAbsent(key, _ -> new ArrayList<>()).add(number);
    }

    synchronized int lost() {
        return missing().size();
    }

    /** Key and number of what was written and not handled. */
    synchronized List<String> missing() {
        var missing = new ArrayList<String>();
        written.forEach((key, count) -> {
            var done = new HashSet<>(handled.getOrDefault(key, List.of()));
            for (var number = 0; number < count; number++) {
                if (!done.contains(number)) {
                    missing.add(key + " " + number);
                }
            }
        });
        missing.removeAll(unknown);
        return missing;
    }

    synchronized int outOfOrder() {
        var wrong = 0;
        for (var numbers : handled.values()) {
            var newest = -1;
            for (int number : numbers.stream().distinct().toList()) {
                if (number < newest) {
                    wrong++;
                }
                newest = Math.max(newest, number);
            }
        }
        return wrong;
    }

    synchronized int repeated() {
        return handled.values().stream()
                .mapToInt(it -> it.size() - new HashSet<>(it).size())
                .sum();
    }
}

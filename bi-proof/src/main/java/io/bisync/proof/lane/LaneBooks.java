package io.bisync.proof.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What was written and what was handled. Every record is handled; the numbers of a key rise where each is handled first;
 * that some are handled again is allowed, and counted.
 */
final class LaneBooks {

    private final Map<String, Integer> written = new HashMap<>();
    private final Map<String, List<Integer>> handled = new HashMap<>();

    /** The next number of a key. */
    synchronized int next(String key) {
        return written.merge(key, 1, Integer::sum) - 1;
    }

    synchronized void handled(String key, int number) {
        handled.computeIfAbsent(key, _ -> new ArrayList<>()).add(number);
    }

    synchronized int lost() {
        var lost = 0;
        for (var key : written.entrySet()) {
            lost += key.getValue() - new HashSet<>(handled.getOrDefault(key.getKey(), List.of())).size();
        }
        return lost;
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

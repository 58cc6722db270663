package io.bisync.local.jushuitan.api;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last calls and the count of all by path and code. */
public final class CallLog {

    private static final int KEPT = 10_000;

    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private final Map<String, Map<Integer, Long>> counts = new TreeMap<>();

    synchronized void add(Call call) {
        if (calls.size() == KEPT) {
            calls.removeFirst();
        }
        calls.add(call);
        counts.computeIfAbsent(call.path(), path -> new TreeMap<>()).merge(call.code(), 1L, Long::sum);
    }

    /** The last calls, oldest first, at most so many. */
    public synchronized List<Call> last(int most) {
        return calls.stream().skip(Math.max(0, calls.size() - most)).toList();
    }

    /** How many calls of each path were answered with each code. */
    public synchronized Map<String, Map<Integer, Long>> counts() {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        counts.forEach((path, codes) -> copy.put(path, new TreeMap<>(codes)));
        return copy;
    }
}

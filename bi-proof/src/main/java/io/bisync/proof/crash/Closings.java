package io.bisync.proof.crash;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When closing commits were acknowledged; workers tell it from their own threads. */
final class Closings {

    private final List<Long> times = new CopyOnWriteArrayList<>();

    void add() {
        times.add(System.nanoTime());
    }

    void forget() {
        times.clear();
    }

    boolean after(long nanos) {
        return times.stream().anyMatch(it -> it - nanos > 0);
    }

    /** From an instant to the first closing commit after it. */
    Duration since(long nanos) {
        return Duration.ofNanos(times.stream()
                .mapToLong(it -> it - nanos)
                .filter(it -> it > 0)
                .min()
                .orElse(0));
    }
}

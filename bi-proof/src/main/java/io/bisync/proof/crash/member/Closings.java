package io.bisync.proof.crash.member;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** When closing commits were acknowledged; workers tell it from their own threads. */
public final class Closings {

    private final List<Long> times = new CopyOnWriteArrayList<>();

    public void add() {
        times.add(System.nanoTime());
    }

    public void forget() {
        times.clear();
    }

    public boolean after(long nanos) {
        return times.stream().anyMatch(it -> it - nanos > 0);
    }

    /** From an instant to the first closing commit after it. */
    public Duration since(long nanos) {
        return Duration.ofNanos(times.stream()
                .mapToLong(it -> it - nanos)
                .filter(it -> it > 0)
                .min()
                .orElse(0));
    }
}

package io.bisync.jushuitan.pull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a pull rests after failures: twice as long each time, with jitter, so that accounts do not come back together. */
final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
    }

    Duration failed() {
        long full = Math.min(longest.toMillis(), shortest.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }
}

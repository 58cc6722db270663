package io.bisync.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to rest before the next attempt: doubled each time, between half and all of it by chance, so that what failed
 * together does not come back together.
 *
 * @param first after the first failure
 * @param longest never more than this
 * @param random the chance: a simulation gives its own
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    /** After so many failures in a row. */
    public Duration after(int failures) {
        var doublings = Math.clamp(failures - 1L, 0, 20);
        var whole = Math.min(first.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }

    /** The same, so many times as slow at first. */
    public Backoff slower(int times) {
        return new Backoff(first.multipliedBy(times), longest, random);
    }
}

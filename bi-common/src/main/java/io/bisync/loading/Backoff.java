package io.bisync.loading;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to rest before the next attempt: doubled each time, between half and all of it by chance, so that partitions
 * and pods that failed together do not come back together.
 *
 * @param first after the first failure
 * @param longest never more than this
 * @param random the chance
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    private static final int PATIENCE = 5;

    public Duration rest(FailureKind kind, int failures) {
        return switch (kind.pace()) {
            case QUICK -> failures <= 1 ? Duration.ZERO : jittered(first, failures - 1);
            case NORMAL -> jittered(first, failures);
            case PATIENT -> jittered(first.multipliedBy(PATIENCE), failures);
            case STOPPED -> longest;
        };
    }

    /** Between two attempts at one load within a round. */
    public Duration between(int attempt) {
        return jittered(first, attempt);
    }

    private Duration jittered(Duration base, int failures) {
        var doublings = Math.clamp(failures - 1L, 0, 20);
        var whole = Math.min(base.toMillis() << doublings, longest.toMillis());
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}

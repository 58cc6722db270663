package io.bisync.loading.range;

import io.bisync.loading.LoadingRules;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** What the tests of loading share: bounds, and a clock that they move. */
public final class Rules {

    public static final LoadingRules RULES = withRangeBytes(Long.MAX_VALUE);

    public static LoadingRules withRangeBytes(long bytes) {
        return with(3, bytes, LoadingRules.Delivery.EXACTLY_ONCE);
    }

    public static LoadingRules withRejectionLimit(int limit) {
        return with(limit, Long.MAX_VALUE, LoadingRules.Delivery.EXACTLY_ONCE);
    }

    public static LoadingRules with(LoadingRules.Delivery delivery, long bytes) {
        return with(1_000, bytes, delivery);
    }

    private static LoadingRules with(int rejectionLimit, long rangeBytes, LoadingRules.Delivery delivery) {
        return new LoadingRules(
                0,
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                rejectionLimit,
                rangeBytes,
                delivery,
                _ -> Duration.ofSeconds(5));
    }

    private Rules() {}

    public static Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new SplittableRandom(7));
    }

    /** A clock that stands until it is moved. */
    public static final class Clock implements InstantSource {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        public void pass(Duration time) {
            now = now.plus(time);
        }
    }
}

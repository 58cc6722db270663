package io.bisync.loading;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** What the tests of loading share: bounds, and a clock that they move. */
final class Rules {

    static final LoadingRules RULES = withRangeBytes(Long.MAX_VALUE);

    static LoadingRules withRangeBytes(long bytes) {
        return with(3, bytes, LoadingRules.Delivery.EXACTLY_ONCE);
    }

    static LoadingRules withRejectionLimit(int limit) {
        return with(limit, Long.MAX_VALUE, LoadingRules.Delivery.EXACTLY_ONCE);
    }

    static LoadingRules with(LoadingRules.Delivery delivery, long bytes) {
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

    static Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new SplittableRandom(7));
    }

    /** A clock that stands until it is moved. */
    static final class Clock implements InstantSource {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }
}

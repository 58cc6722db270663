package io.bisync.basic.run;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time; its end is not part of it. */
record Interval(Instant from, Instant to) {

    Interval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("From %s to %s is no time".formatted(from, to));
        }
    }

    Duration length() {
        return Duration.between(from, to);
    }
}

package io.bisync.jushuitan.increment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fast the row versions of a source rise, measured from one time that everything was read to the last. */
final class VersionRate {

    private static final Duration ENOUGH = Duration.ofMinutes(10);

    private @Nullable Instant begun;
    private long first;
    private long perSecond;

    void caughtUp(long next, Instant at) {
        if (begun == null) {
            begun = at;
            first = next;
            return;
        }
        Duration passed = Duration.between(begun, at);
        if (passed.compareTo(ENOUGH) >= 0) {
            perSecond = Math.max(1, (next - first) / passed.toSeconds());
        }
    }

    /** 0 while too little was seen. */
    long perSecond() {
        return perSecond;
    }
}

package io.bisync.jushuitan.push;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** So many a second, and ten times as many at once after a quiet time; whoever is refused costs nothing. */
final class Rate {

    private static final int BURST_SECONDS = 10;

    private final long apart;
    private final AtomicLong nextAt = new AtomicLong(Long.MIN_VALUE);

    Rate(int perSecond) {
        this.apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /**
     * Takes one, if there is one.
     *
     * @param now nanoseconds of a clock that never goes back
     */
    boolean take(long now) {
        while (true) {
            long next = nextAt.get();
            long at = next == Long.MIN_VALUE || next - now < 0 ? now : next;
            if (at - now >= TimeUnit.SECONDS.toNanos(BURST_SECONDS)) {
                return false;
            }
            if (nextAt.compareAndSet(next, at + apart)) {
                return true;
            }
        }
    }
}

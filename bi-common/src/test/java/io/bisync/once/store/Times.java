package io.bisync.once.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A wall clock that anybody may set, and a steady one that only goes on. */
public final class Times {

    private long nanos = 1;
    private long offset = Instant.parse("2026-11-20T04:00:00Z").toEpochMilli();

    public final InstantSource wall = () -> Instant.ofEpochMilli(offset + millis());
    public final LongSupplier steady = () -> nanos;

    public void pass(Duration time) {
        nanos += time.toNanos();
    }

    public void passMillis(long time) {
        pass(Duration.ofMillis(time));
    }

    /** Sets the wall clock and nothing else. */
    public void jump(Duration time) {
        offset += time.toMillis();
    }

    /** Of the steady clock. */
    public long millis() {
        return nanos / 1_000_000;
    }
}

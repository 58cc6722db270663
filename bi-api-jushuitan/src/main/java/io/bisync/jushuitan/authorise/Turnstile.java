package io.bisync.jushuitan.authorise;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/** How many strangers come in: a few at once, and no more than so many in a second. */
final class Turnstile {

    private static final int AT_ONCE = 8;
    private static final int A_SECOND = 20;

    private final InstantSource clock;
    private final Semaphore inside = new Semaphore(AT_ONCE);
    private Instant secondEnds = Instant.MIN;
    private int came;

    Turnstile(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more may come in; whoever does has to leave. */
    boolean enter() {
        return isInTime() && inside.tryAcquire();
    }

    void leave() {
        inside.release();
    }

    private synchronized boolean isInTime() {
        Instant now = clock.instant();
        if (!now.isBefore(secondEnds)) {
            secondEnds = now.plusSeconds(1);
            came = 0;
        }
        return ++came <= A_SECOND;
    }
}

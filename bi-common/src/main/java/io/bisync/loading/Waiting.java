package io.bisync.loading;

import java.time.Duration;

/** Waits between two attempts at a load; a test lets time pass instead. */
@FunctionalInterface
public interface Waiting {

    /** Returns when the time is over. */
    void await(Duration duration) throws InterruptedException;
}

package io.bisync.jushuitan.openapi;

import java.time.Duration;

/** Whoever calls: it waits where it must, and hears of every call that was made for it. */
@FunctionalInterface
public interface CallContext {

    /** Returns after the duration; throws at once where the work is to end. */
    void await(Duration duration) throws InterruptedException;

    /** A call was made, whatever came of it; repeated ones and token calls are told as well. */
    default void called(Call call) {}

    /** Sleeps, and listens to nothing. */
    static CallContext sleeping() {
        return Thread::sleep;
    }
}

package io.bisync.jushuitan.openapi;

import java.time.Duration;

/** Whoever asks for pages: it waits where it must, and hears of every call that is made for it. */
@FunctionalInterface
public interface CallContext {

    /** Returns after the duration; throws at once where the work is to end. */
    void await(Duration duration) throws InterruptedException;

    /** A call is made; repeated ones are told as well. */
    default void called() {}
}

package io.bisync.once.store;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time by which ids are kept, in milliseconds: looked up once, then carried on by the machine's steady clock. So a wall
 * clock that jumps ahead evicts nothing and one that jumps back keeps nothing for ever; both only count at the next start,
 * and there not below what the store has seen.
 */
final class StoreClock {

    private final long began;
    private final LongSupplier steady;
    private final long start;

    /**
     * @param wall the time of day
     * @param steady nanoseconds that only grow
     * @param notBefore what the store has seen
     */
    StoreClock(InstantSource wall, LongSupplier steady, long notBefore) {
        this.began = Math.max(wall.millis(), notBefore);
        this.steady = steady;
        this.start = steady.getAsLong();
    }

    long millis() {
        return began + TimeUnit.NANOSECONDS.toMillis(steady.getAsLong() - start);
    }
}

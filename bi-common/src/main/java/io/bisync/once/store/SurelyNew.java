package io.bisync.once.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Bloom filter before a store. It answers one question without asking, which saves most before a database: what it has
 * not seen is surely new. Whatever it may have seen the store decides, so a false positive costs a question and no event.
 *
 * <p>Two conditions: only this process confirms ids in the store, and nothing is surely new before a window has passed since
 * it began, unless the store was empty then. It has two halves, of which the older is wiped with each window.
 */
public final class SurelyNew implements IdStore {

    /** Bits an id and places an id: 1 of 120 new ids is asked for in vain where as many come as were expected. */
    private static final int BITS = 10;

    private static final int PLACES = 7;

    private final IdStore store;
    private final long windowNanos;
    private final LongSupplier steady;
    private final long bits;
    private volatile AtomicLongArray newer;
    private volatile AtomicLongArray older;
    private volatile long turnAt;
    private volatile boolean isComplete;

    /**
     * @param store what decides
     * @param window the store's
     * @param capacity so many ids come within a window
     * @param steady nanoseconds that only grow
     */
    public SurelyNew(IdStore store, Duration window, int capacity, LongSupplier steady) {
        this.store = store;
        // What the store forgets later than its window says is still seen here.
        this.windowNanos = window.multipliedBy(2).toNanos();
        this.steady = steady;
        this.bits = Math.ceilDiv(2L * capacity * BITS, Long.SIZE) * Long.SIZE;
        this.newer = new AtomicLongArray((int) (bits / Long.SIZE));
        this.older = new AtomicLongArray((int) (bits / Long.SIZE));
        this.turnAt = steady.getAsLong() + windowNanos;
        this.isComplete = store.ids() == 0;
    }

    /** Whether nobody confirmed the id here within the window. */
    public boolean isSurelyNew(EventId id) {
        turn();
        return isComplete && !isIn(newer, id) && !isIn(older, id);
    }

    @Override
    public boolean contains(EventId id) {
        return !isSurelyNew(id) && store.contains(id);
    }

    @Override
    public void confirm(EventId id) {
        turn();
        var filter = newer;
        for (var i = 0; i < PLACES; i++) {
            var bit = bit(id, i);
            var mask = 1L << bit;
            filter.accumulateAndGet((int) (bit >>> 6), mask, (word, one) -> word | one);
        }
        store.confirm(id);
    }

    private boolean isIn(AtomicLongArray filter, EventId id) {
        for (var i = 0; i < PLACES; i++) {
            var bit = bit(id, i);
            if ((filter.get((int) (bit >>> 6)) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private long bit(EventId id, int place) {
        return Math.unsignedMultiplyHigh(id.high() + place * (id.low() | 1), bits);
    }

    private void turn() {
        if (steady.getAsLong() - turnAt >= 0) {
            wipeOlder();
        }
    }

    private synchronized void wipeOlder() {
        var now = steady.getAsLong();
        if (now - turnAt < 0) {
            return;
        }
        // Whoever still writes to what is the older one now is seen all the same.
        older = newer;
        newer = new AtomicLongArray(older.length());
        turnAt = now + windowNanos;
        isComplete = true;
    }

    @Override
    public Reservation reserve(EventId id, long own) {
        return store.reserve(id, own);
    }

    @Override
    public void release(EventId id, long own) {
        store.release(id, own);
    }

    @Override
    public void checkpoint(Map<String, Long> positions) {
        store.checkpoint(positions);
    }

    @Override
    public Map<String, Long> positions() {
        return store.positions();
    }

    @Override
    public Instant wholeSince() {
        return store.wholeSince();
    }

    @Override
    public long ids() {
        return store.ids();
    }

    @Override
    public long bytes() {
        return store.bytes() + 2 * bits / Byte.SIZE;
    }

    @Override
    public long forgotten() {
        return store.forgotten();
    }

    @Override
    public @Nullable UUID identity() {
        return store.identity();
    }

    @Override
    public void close() {
        store.close();
    }
}

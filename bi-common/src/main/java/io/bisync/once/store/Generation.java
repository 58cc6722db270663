package io.bisync.once.store;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ids that came first in one slice of time: open addressing over a piece of memory, never moved, gone all at once.
 * Every call holds the lock of the id's stripe.
 *
 * <p>A slot's state is 48 bits of what is known and 16 bits that check hash, state and generation, so that what a machine's
 * crash leaves half written is seen. 0 is an empty slot.
 */
final class Generation {

    static final long CONFIRMED = 1;
    static final long RELEASED = 2;

    /** What is larger is the time of a reservation. */
    static final int ABSENT = -1;

    private static final int CHECK_BITS = 16;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final VarHandle STATE = JAVA_LONG.varHandle();

    private final long number;
    private final int place;
    private final long opened;
    private final MemorySegment memory;
    private final Geometry geometry;
    private final AtomicInteger ids = new AtomicInteger();
    private long closed = Long.MAX_VALUE;

    Generation(long number, int place, long opened, MemorySegment memory, Geometry geometry) {
        this.number = number;
        this.place = place;
        this.opened = opened;
        this.memory = memory;
        this.geometry = geometry;
    }

    long number() {
        return number;
    }

    /** Which piece of the store's memory it has. */
    int place() {
        return place;
    }

    long opened() {
        return opened;
    }

    /** No id came later than this. */
    long closed() {
        return closed;
    }

    void close(long at) {
        closed = at;
    }

    int ids() {
        return ids.get();
    }

    boolean isFull() {
        return ids.get() >= geometry.ids();
    }

    /** Where the id is; {@link #ABSENT} where it is not here. */
    long find(EventId id) {
        var stripe = stripe(id);
        if (memory.get(JAVA_LONG, stripe) != number) {
            return ABSENT;
        }
        var slot = geometry.slot(id);
        while (true) {
            var at = at(stripe, slot);
            if (memory.get(JAVA_LONG, at + 2 * Long.BYTES) == 0) {
                return ABSENT;
            }
            if (memory.get(JAVA_LONG, at) == id.high() && memory.get(JAVA_LONG, at + Long.BYTES) == id.low()) {
                return at;
            }
            slot = next(slot);
        }
    }

    long state(long at) {
        return memory.get(JAVA_LONG, at + 2 * Long.BYTES) >>> CHECK_BITS;
    }

    void state(long at, EventId id, long state) {
        STATE.setRelease(memory, at + 2 * Long.BYTES, checked(id.high(), id.low(), state));
    }

    /** False where the id's stripe has no room. */
    boolean add(EventId id, long state) {
        var stripe = stripe(id);
        if (memory.get(JAVA_LONG, stripe) != number) {
            memory.asSlice(stripe, geometry.stripeBytes()).fill((byte) 0);
            STATE.setRelease(memory, stripe, number);
        }
        var count = memory.get(JAVA_LONG, stripe + Long.BYTES);
        // One slot stays empty: there every search ends.
        if (count >= geometry.slots() - 1) {
            return false;
        }
        var slot = geometry.slot(id);
        while (memory.get(JAVA_LONG, at(stripe, slot) + 2 * Long.BYTES) != 0) {
            slot = next(slot);
        }
        var at = at(stripe, slot);
        memory.set(JAVA_LONG, at, id.high());
        memory.set(JAVA_LONG, at + Long.BYTES, id.low());
        state(at, id, state);
        memory.set(JAVA_LONG, stripe + Long.BYTES, count + 1);
        ids.incrementAndGet();
        return true;
    }

    /** Looks at every slot of what a former process left; what is damaged knows nothing any more, and is passed by. */
    Recovered recover() {
        long newest = opened;
        var damaged = 0;
        for (var stripe = 0; stripe < geometry.stripes(); stripe++) {
            var begin = stripe * geometry.stripeBytes();
            if (memory.get(JAVA_LONG, begin) != number) {
                continue;
            }
            long count = 0;
            for (var slot = 0; slot < geometry.slots(); slot++) {
                var at = at(begin, slot);
                var word = memory.get(JAVA_LONG, at + 2 * Long.BYTES);
                if (word == 0) {
                    continue;
                }
                count++;
                var high = memory.get(JAVA_LONG, at);
                var low = memory.get(JAVA_LONG, at + Long.BYTES);
                var state = word >>> CHECK_BITS;
                if (word != checked(high, low, state)) {
                    memory.set(JAVA_LONG, at + 2 * Long.BYTES, checked(high, low, RELEASED));
                    damaged++;
                } else if (state > RELEASED) {
                    newest = Math.max(newest, state);
                }
            }
            if (count == geometry.slots()) {
                // No empty slot, so no search would end: it cannot be ours.
                STATE.setRelease(memory, begin, 0L);
                damaged += (int) count;
                continue;
            }
            memory.set(JAVA_LONG, begin + Long.BYTES, count);
            ids.addAndGet((int) count);
        }
        return new Recovered(damaged, newest);
    }

    /**
     * What was found.
     *
     * @param damaged ids that nobody knows any more
     * @param newest the latest time that is written anywhere
     */
    record Recovered(int damaged, long newest) {}

    private long checked(long high, long low, long state) {
        var mixed = ((high * 31 + low) * 31 + state) * 31 + number;
        mixed = (mixed ^ (mixed >>> 32)) * MIX;
        return state << CHECK_BITS | mixed >>> (Long.SIZE - CHECK_BITS);
    }

    private long stripe(EventId id) {
        return geometry.stripe(id) * geometry.stripeBytes();
    }

    private static long at(long stripe, int slot) {
        return stripe + Geometry.STRIPE_HEADER + (long) slot * Geometry.SLOT_BYTES;
    }

    private int next(int slot) {
        return slot + 1 == geometry.slots() ? 0 : slot + 1;
    }
}

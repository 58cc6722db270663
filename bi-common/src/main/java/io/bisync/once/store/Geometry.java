package io.bisync.once.store;

/**
 * How a store's memory is divided: generations of equal size, each of stripes that are locked alone, each of slots that
 * are tried one after the other.
 *
 * @param ids a generation is full with so many
 * @param stripes of each generation
 * @param slots of each stripe, a third more than are filled
 */
record Geometry(int ids, int stripes, int slots) {

    /** More than the six that one window can touch by time alone: the rest is for as many full ones as the capacity needs. */
    static final int GENERATIONS = 16;

    private static final int FULL_ONES = 10;
    private static final int MOST_STRIPES = 64;
    private static final int LEAST_IDS = 1024;
    private static final int SPARE = 16;

    /** Hash, hash, state. */
    static final int SLOT_BYTES = 3 * Long.BYTES;

    /** Whose content it is, and how much. */
    static final int STRIPE_HEADER = 2 * Long.BYTES;

    static Geometry of(int capacity) {
        var ids = Math.ceilDiv(capacity, FULL_ONES);
        var stripes = Math.clamp(ids / LEAST_IDS, 1, MOST_STRIPES);
        return new Geometry(ids, stripes, Math.ceilDiv(ids, stripes) / 3 * 4 + SPARE);
    }

    /** Bits of the hash that the slot does not go by. */
    int stripe(EventId id) {
        return (int) Math.unsignedMultiplyHigh(id.high(), stripes);
    }

    int slot(EventId id) {
        return (int) Math.unsignedMultiplyHigh(id.low(), slots);
    }

    long stripeBytes() {
        return STRIPE_HEADER + (long) slots * SLOT_BYTES;
    }

    long generationBytes() {
        return stripes * stripeBytes();
    }
}

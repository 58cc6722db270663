package io.bisync.row;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory of rounds in pieces of one size, used again and again: rows live as long as a load takes, so that without this
 * each of them would be moved through the heap before it is thrown away.
 */
public final class ChunkPool {

    static final int BITS = 16;
    static final int SIZE = 1 << BITS;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final int most;

    /** Keeps so many bytes for later at most. */
    public ChunkPool(long bytes) {
        this.most = (int) Math.min(Integer.MAX_VALUE, bytes >>> BITS);
    }

    byte[] take() {
        byte[] piece = free.poll();
        if (piece == null) {
            return new byte[SIZE];
        }
        kept.decrementAndGet();
        return piece;
    }

    void giveBack(byte[] piece) {
        if (piece.length == SIZE && kept.get() < most) {
            kept.incrementAndGet();
            free.add(piece);
        }
    }
}

package io.bisync.row;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A growing run of bytes in pieces of one size, so that no array is ever larger than a piece; reusable. */
final class ChunkedBuffer {

    private static final int PIECE_BITS = ChunkPool.BITS;
    private static final int PIECE = ChunkPool.SIZE;

    /** Most rounds of quiet entities are far smaller than a piece. */
    private static final int FIRST = 1 << 10;

    private final ChunkPool memory;
    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    ChunkedBuffer(ChunkPool memory) {
        this.memory = memory;
    }

    void append(byte[] source, int from, int to) {
        int at = from;
        while (at < to) {
            int inside = (int) (size & (PIECE - 1));
            int piece = (int) (size >>> PIECE_BITS);
            if (piece == pieces.size()) {
                pieces.add(piece == 0 ? new byte[FIRST] : memory.take());
            }
            int length = Math.min(to - at, PIECE - inside);
            byte[] target = pieces.get(piece);
            if (target.length < inside + length) {
                target = larger(target, inside, inside + length);
                pieces.set(piece, target);
            }
            System.arraycopy(source, at, target, inside, length);
            at += length;
            size += length;
        }
    }

    private byte[] larger(byte[] first, int used, int needed) {
        int length = Math.max(first.length * 4, needed);
        byte[] larger = length < PIECE ? new byte[length] : memory.take();
        System.arraycopy(first, 0, larger, 0, used);
        return larger;
    }

    long size() {
        return size;
    }

    void writeTo(OutputStream out, long from, long to) throws IOException {
        long at = from;
        while (at < to) {
            int inside = (int) (at & (PIECE - 1));
            int length = (int) Math.min(to - at, PIECE - inside);
            out.write(pieces.get((int) (at >>> PIECE_BITS)), inside, length);
            at += length;
        }
    }

    /** Gives the pieces back. */
    void clear() {
        pieces.forEach(memory::giveBack);
        pieces.clear();
        size = 0;
    }
}

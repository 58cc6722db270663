package io.bisync.table;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A growing run of bytes in pieces of one size, so that no array is ever larger than a piece; reusable. */
final class Chunks {

    private static final int PIECE_BITS = 16;
    private static final int PIECE = 1 << PIECE_BITS;

    /** Most rounds of quiet entities are far smaller than a piece. */
    private static final int FIRST = 1 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    void append(byte[] source, int from, int to) {
        int at = from;
        while (at < to) {
            int inside = (int) (size & (PIECE - 1));
            int piece = (int) (size >>> PIECE_BITS);
            if (piece == pieces.size()) {
                pieces.add(new byte[piece == 0 ? FIRST : PIECE]);
            }
            int length = Math.min(to - at, PIECE - inside);
            byte[] target = pieces.get(piece);
            if (target.length < inside + length) {
                target = Arrays.copyOf(target, Math.min(PIECE, Math.max(target.length * 4, inside + length)));
                pieces.set(piece, target);
            }
            System.arraycopy(source, at, target, inside, length);
            at += length;
            size += length;
        }
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

    /** Keeps the pieces for the next round. */
    void clear() {
        size = 0;
    }
}

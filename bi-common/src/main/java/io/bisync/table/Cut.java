package io.bisync.table;

import java.io.ByteArrayOutputStream;

/** One pass of a redaction: finds members and where they end, and copies what stays. Does not judge what it copies. */
final class Cut {

    private final byte[] source;
    private final int end;
    private final ByteArrayOutputStream out;
    private int at;

    Cut(byte[] source, int from, int to, ByteArrayOutputStream out) {
        this.source = source;
        this.at = from;
        this.end = to;
        this.out = out;
    }

    int value(Shape shape) {
        out.write(source, at, end - at);
        return shape.id < 0 ? 1 : 0;
    }
}

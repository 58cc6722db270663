package io.bisync.local.starrocks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of which no more than so many bytes are read before the connection breaks; it always breaks. */
final class CutBody extends InputStream {

    private final InputStream in;
    private long left;

    CutBody(InputStream in, long bytes) {
        this.in = in;
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var read = left == 0 ? -1 : in.read(target, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("A fault ended the body");
        }
        left -= read;
        return read;
    }
}

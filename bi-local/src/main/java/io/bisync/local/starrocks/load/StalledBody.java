package io.bisync.local.starrocks.load;

import java.io.IOException;
import java.io.InputStream;

/** A body of which nothing is read for a while after so many bytes; a shorter one is read as ever. */
final class StalledBody extends InputStream {

    private final InputStream in;
    private final Runnable stall;
    private long left;

    StalledBody(InputStream in, long bytes, Runnable stall) {
        this.in = in;
        this.left = bytes;
        this.stall = stall;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            left = Long.MAX_VALUE;
            stall.run();
        }
        var read = in.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }
}

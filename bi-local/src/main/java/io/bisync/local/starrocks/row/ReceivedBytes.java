package io.bisync.local.starrocks.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Counts the bytes of a body and keeps those of the current row, which a filtered row's message shows. */
final class ReceivedBytes extends InputStream {

    private final InputStream in;
    private byte[] kept = new byte[64 * 1024];
    private long keptFrom;
    private int keptLength;
    private long rowStart;

    ReceivedBytes(InputStream in) {
        this.in = in;
    }

    long count() {
        return keptFrom + keptLength;
    }

    /** Says that bytes before this one are not asked for any more. */
    void rowStartsAt(long offset) {
        rowStart = offset;
    }

    String rowUntil(long end) {
        var from = (int) Math.max(0, rowStart - keptFrom);
        var to = (int) Math.min(keptLength, end - keptFrom);
        return new String(kept, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }

    void drain() throws IOException {
        var buffer = new byte[64 * 1024];
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            keptFrom += read;
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var read = in.read(target, offset, length);
        if (read > 0) {
            keep(target, offset, read);
        }
        return read;
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (keptLength + length > kept.length) {
            var old = (int) Math.min(keptLength, Math.max(0, rowStart - keptFrom));
            var left = keptLength - old;
            var target = left + length > kept.length ? new byte[Math.max(kept.length * 2, left + length)] : kept;
            System.arraycopy(kept, old, target, 0, left);
            kept = target;
            keptFrom += old;
            keptLength = left;
        }
        System.arraycopy(bytes, offset, kept, keptLength, length);
        keptLength += length;
    }
}

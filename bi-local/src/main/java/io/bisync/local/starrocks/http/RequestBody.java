package io.bisync.local.starrocks.http;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one request body, by content length or in chunks; ends with an exception when the client stops early. */
abstract class RequestBody extends InputStream {

    protected final InputStream in;

    protected RequestBody(InputStream in) {
        this.in = in;
    }

    abstract boolean isComplete();

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    /** A body of a length that the client announced. */
    static final class Sized extends RequestBody {

        private long left;

        Sized(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        boolean isComplete() {
            return left == 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var read = in.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new BodyCutOffException("%d bytes of the body never came".formatted(left));
            }
            left -= read;
            return read;
        }
    }

    /** A body in chunks; trailers are read and dropped. */
    static final class Chunked extends RequestBody {

        private static final int LONGEST_LINE = 1024;

        private long left;
        private boolean started;
        private boolean complete;

        Chunked(InputStream in) {
            super(in);
        }

        @Override
        boolean isComplete() {
            return complete;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !complete) {
                nextChunk();
            }
            if (complete) {
                return -1;
            }
            var read = in.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new BodyCutOffException("The body ended within a chunk");
            }
            left -= read;
            return read;
        }

        private void nextChunk() throws IOException {
            if (started && !line().isEmpty()) {
                throw new BodyCutOffException("A chunk is longer than it says");
            }
            started = true;
            var size = line();
            var end = size.indexOf(';');
            try {
                left = Long.parseLong(end < 0 ? size : size.substring(0, end), 16);
            } catch (NumberFormatException _) {
                throw new BodyCutOffException("Not the size of a chunk");
            }
            if (left == 0) {
                while (!line().isEmpty()) {
                    // Trailers mean nothing here.
                }
                complete = true;
            }
        }

        private String line() throws IOException {
            var text = new StringBuilder();
            while (text.length() < LONGEST_LINE) {
                var read = in.read();
                if (read < 0) {
                    throw new BodyCutOffException("The body ended between two chunks");
                }
                if (read == '\n') {
                    return text.toString().trim();
                }
                text.append((char) read);
            }
            throw new BodyCutOffException("The line of a chunk is too long");
        }
    }
}

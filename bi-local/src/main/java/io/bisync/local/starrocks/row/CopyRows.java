package io.bisync.local.starrocks.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects rows in the text form of PostgreSQL's COPY. */
public final class CopyRows {

    private byte[] bytes = new byte[512 * 1024];
    private int length;

    void add(byte[] @Nullable [] values) {
        for (var i = 0; i < values.length; i++) {
            if (i > 0) {
                add((byte) '\t');
            }
            var value = values[i];
            if (value == null) {
                add((byte) '\\');
                add((byte) 'N');
            } else {
                escape(value);
            }
        }
        add((byte) '\n');
    }

    private void escape(byte[] value) {
        require(value.length * 2);
        for (var b : value) {
            switch (b) {
                case '\\' -> pair('\\');
                case '\t' -> pair('t');
                case '\n' -> pair('n');
                case '\r' -> pair('r');
                default -> bytes[length++] = b;
            }
        }
    }

    private void pair(char c) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
    }

    private void add(byte b) {
        require(1);
        bytes[length++] = b;
    }

    private void require(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    boolean isLarge() {
        return length > 256 * 1024;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}

package io.bisync.json;

import java.util.Arrays;

/** One growable array of bytes, reused from record to record. */
public final class Bytes {

    /** A rare giant record must not keep its memory for good. */
    private static final int KEPT = 1 << 20;

    private byte[] array;
    private int size;

    public Bytes(int capacity) {
        this.array = new byte[capacity];
    }

    /** The bytes, of which the first {@link #size} count; another array after the next append. */
    public byte[] array() {
        return array;
    }

    public int size() {
        return size;
    }

    /** Takes back what was appended since it had this size. */
    public void truncate(int to) {
        size = to;
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(size, more)));
        }
    }

    public void append(int value) {
        ensure(1);
        array[size++] = (byte) value;
    }

    public void append(byte[] source, int from, int to) {
        int length = to - from;
        ensure(length);
        System.arraycopy(source, from, array, size, length);
        size += length;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    /** The bytes of a short value, perhaps as a JSON string. */
    public void append(boolean quoted, byte[] source, int from, int to) {
        int length = to - from;
        ensure(length + 2 + Words.SLACK);
        if (quoted) {
            array[size++] = '"';
        }
        Words.copy(source, from, array, size, length);
        size += length;
        if (quoted) {
            array[size++] = '"';
        }
    }

    /** A separator and the bytes behind it. */
    public void append(int separator, byte[] source, int from, int to) {
        int length = to - from;
        ensure(1 + length + Words.SLACK);
        array[size] = (byte) separator;
        Words.copy(source, from, array, size + 1, length);
        size += 1 + length;
    }

    public void append(long value) {
        if (value == Long.MIN_VALUE) {
            append("-9223372036854775808".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return;
        }
        ensure(20);
        long rest = Math.abs(value);
        if (value < 0) {
            array[size++] = '-';
        }
        int digits = 1;
        for (long limit = 10; digits < 19 && rest >= limit; limit *= 10) {
            digits++;
        }
        for (int at = size + digits - 1; at >= size; at--) {
            array[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    public void clear() {
        size = 0;
        if (array.length > KEPT) {
            array = new byte[KEPT / 16];
        }
    }
}

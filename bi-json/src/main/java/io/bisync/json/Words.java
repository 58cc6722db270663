package io.bisync.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Eight bytes at a time: most names and values are too short for a bulk copy or compare to pay. */
public final class Words {

    /** Room that a target must have behind what is copied, and a source to be read this way. */
    public static final int SLACK = 8;

    private static final int LONGEST = 48;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    public static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** Copies, and may spoil up to {@link #SLACK} bytes behind the copy. */
    public static void copy(byte[] source, int from, byte[] target, int to, int length) {
        if (length > LONGEST || from + length + SLACK > source.length) {
            System.arraycopy(source, from, target, to, length);
            return;
        }
        for (int i = 0; i < length; i += 8) {
            LONGS.set(target, to + i, (long) LONGS.get(source, from + i));
        }
    }

    /** A hash of a few bytes, which tells declared names apart; names that anybody may choose need {@link #hash}. */
    public static int sample(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int hash = length;
        hash = 31 * hash + bytes[from];
        hash = 31 * hash + bytes[from + length / 3];
        hash = 31 * hash + bytes[from + length / 2];
        hash = 31 * hash + bytes[to - 1];
        return hash ^ (hash >>> 7);
    }

    /** A hash of all bytes. */
    public static int hash(int seed, byte[] bytes, int from, int to) {
        long hash = seed + (long) (to - from) * MIX;
        if (to - from < 8) {
            for (int at = from; at < to; at++) {
                hash = 31 * hash + bytes[at];
            }
            return (int) ((hash * MIX) >>> 32);
        }
        for (int at = from; at < to - 8; at += 8) {
            hash = (hash ^ at(bytes, at)) * MIX;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ at(bytes, to - 8)) * MIX;
        hash ^= hash >>> 32;
        return (int) ((hash * MIX) >>> 32);
    }

    /** The bytes with zeros behind them, so that they can be read and copied in words. */
    public static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + SLACK);
    }

    private Words() {}
}

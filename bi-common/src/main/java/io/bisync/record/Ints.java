package io.bisync.record;

import java.util.Arrays;

/** A growable list of ints, reused from record to record. */
final class Ints {

    private static final int KEPT = 1 << 16;

    int[] array = new int[256];
    int size;

    void add(int a, int b, int c) {
        if (array.length - size < 3) {
            array = Arrays.copyOf(array, array.length * 2);
        }
        array[size++] = a;
        array[size++] = b;
        array[size++] = c;
    }

    /** Makes room for so many, all -1, and answers where they start. */
    int extend(int count) {
        int start = size;
        if (array.length - size < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, size + count));
        }
        size += count;
        Arrays.fill(array, start, size, -1);
        return start;
    }

    void clear() {
        size = 0;
        if (array.length > KEPT) {
            array = new int[256];
        }
    }
}

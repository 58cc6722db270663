package io.bisync.table;

import java.util.Arrays;

/**
 * What the scan of one record has found, as numbers only: which rows there are, and per row its values as slices. Rows
 * of one depth never interleave, so each depth has one tape on which a row's values stand side by side.
 */
final class Noted {

    /** The value needs quotes around it. */
    static final int QUOTE = 1;

    /** The slice is one of {@link #scratch}, not of the source. */
    static final int SCRATCH = 2;

    /** The slice is JSON that {@link JsonCopy} has to copy. */
    static final int REWRITE = 4;

    static final int FLAG_BITS = 3;
    static final int FLAGS = (1 << FLAG_BITS) - 1;

    /** On an unknown field: it stands in the envelope, not in the entity. */
    static final int OUTSIDE = 8;

    /**
     * A value is column and flags, start, end. In place of column and flags, {@link #RUN} says that names and values stand in
     * the source just as they are written: neighbours of that kind are one entry, and are copied at once.
     */
    static final int VALUE = 3;

    static final int RUN = -1;

    /** An unknown field is the start and end of its name, then flags, start and end of its value (one place unused). */
    static final int UNKNOWN = 6;

    /** Where the parts of a row stand. */
    static final int PARENT = 0;

    static final int VALUES_FROM = 1;
    static final int VALUES_TO = 2;
    static final int UNKNOWN_FROM = 3;
    static final int UNKNOWN_TO = 4;
    static final int POSITION = 5;
    static final int KEYS = 6;

    final Ints[] values;

    /** The parts of keys once more, by depth: flags, start, end. */
    final Ints[] keys;

    final Ints[] unknown;
    final Ints[] rows;

    /** Per table the bytes of its longest own key. */
    final int[] longestKey;

    final Bytes scratch = new Bytes(1024);
    private final int[] strides;
    int rowCount;

    Noted(Compiled compiled) {
        int tables = compiled.layouts().size();
        int depths = compiled.layouts().stream()
                        .mapToInt(Compiled.Layout::depth)
                        .max()
                        .orElse(0)
                + 1;
        values = fill(depths);
        keys = fill(depths);
        unknown = fill(depths);
        rows = fill(tables);
        longestKey = new int[tables];
        strides = compiled.layouts().stream()
                .mapToInt(it -> KEYS + it.ownKey().length)
                .toArray();
    }

    private static Ints[] fill(int count) {
        var lists = new Ints[count];
        Arrays.setAll(lists, it -> new Ints());
        return lists;
    }

    /** Opens a row; the answer is where it stands among the rows of its table. */
    int open(Shape shape, int parent, int position) {
        var list = rows[shape.table];
        int row = list.extend(strides[shape.table]);
        list.array[row + PARENT] = parent;
        list.array[row + VALUES_FROM] = values[shape.depth].size;
        list.array[row + UNKNOWN_FROM] = unknown[shape.depth].size;
        list.array[row + POSITION] = position;
        rowCount++;
        return row;
    }

    void close(Shape shape, int row) {
        var list = rows[shape.table];
        list.array[row + VALUES_TO] = values[shape.depth].size;
        list.array[row + UNKNOWN_TO] = unknown[shape.depth].size;
    }

    int stride(int table) {
        return strides[table];
    }

    void clear() {
        for (var list : values) {
            list.clear();
        }
        for (var list : keys) {
            list.clear();
        }
        for (var list : unknown) {
            list.clear();
        }
        for (var list : rows) {
            list.clear();
        }
        Arrays.fill(longestKey, 0);
        scratch.clear();
        rowCount = 0;
    }
}

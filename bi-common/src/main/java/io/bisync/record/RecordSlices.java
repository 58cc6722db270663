package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.table.EntityPlan;
import java.util.Arrays;

/**
 * What the scan of one record has found: which rows there are, their keys as slices, and the members of each row as they
 * will stand in it. Rows of one depth never interleave, so each depth has its rows' members side by side. Only the head
 * of a row is missing: a child's may hold a key of its parent that stands behind the child.
 */
public final class RecordSlices {

    /** The value needs quotes around it. */
    public static final int QUOTE = 1;

    /** The slice is one of {@link #scratch}, not of the source. */
    public static final int SCRATCH = 2;

    /** The slice is JSON that {@link JsonCopy} has to copy. */
    static final int REWRITE = 4;

    /** Where the parts of a row stand. */
    public static final int PARENT = 0;

    public static final int MEMBERS_FROM = 1;
    public static final int MEMBERS_TO = 2;
    public static final int EXTRA_FROM = 3;
    public static final int EXTRA_TO = 4;
    public static final int POSITION = 5;
    public static final int KEYS = 6;

    /** By depth. */
    final RowBuffer[] members;

    /** By depth: the members of what nobody declared. */
    final RowBuffer[] extra;

    /** The parts of keys, by depth: flags, start, end. */
    final Ints[] keys;

    final Ints[] rows;

    /** Per table the bytes of its longest own key. */
    final int[] longestKey;

    final Bytes scratch = new Bytes(1024);
    private final int[] strides;
    int rowCount;

    RecordSlices(EntityPlan plan, boolean byName) {
        int tables = plan.layouts().size();
        int depths =
                plan.layouts().stream().mapToInt(EntityPlan.Layout::depth).max().orElse(0) + 1;
        members = none(depths, byName);
        extra = none(depths, byName);
        keys = fill(depths);
        rows = fill(tables);
        longestKey = new int[tables];
        strides = plan.layouts().stream()
                .mapToInt(it -> KEYS + it.ownKey().size())
                .toArray();
    }

    private static RowBuffer[] none(int count, boolean byName) {
        var members = new RowBuffer[count];
        Arrays.setAll(members, _ -> new RowBuffer(byName));
        return members;
    }

    private static Ints[] fill(int count) {
        var lists = new Ints[count];
        Arrays.setAll(lists, it -> new Ints());
        return lists;
    }

    /** Opens a row; the answer is where it stands among the rows of its table. */
    int open(ObjectSchema objectSchema, int parent, int position) {
        var list = rows[objectSchema.table];
        int row = list.extend(strides[objectSchema.table]);
        list.array[row + PARENT] = parent;
        list.array[row + MEMBERS_FROM] = members[objectSchema.depth].bytes.size();
        list.array[row + EXTRA_FROM] = extra[objectSchema.depth].bytes.size();
        list.array[row + POSITION] = position;
        rowCount++;
        return row;
    }

    void close(ObjectSchema objectSchema, int row, byte[] source) {
        var list = rows[objectSchema.table];
        list.array[row + MEMBERS_TO] = members[objectSchema.depth].flush(source);
        list.array[row + EXTRA_TO] = extra[objectSchema.depth].flush(source);
    }

    /** The rows of a table, one after the other, each as long as {@link #stride}. */
    public int[] rows(int table) {
        return rows[table].array;
    }

    /** Where the last of these rows ends. */
    public int rowsEnd(int table) {
        return rows[table].size;
    }

    /** The parts of keys of one depth: flags, start, end. */
    public int[] keys(int depth) {
        return keys[depth].array;
    }

    /** The members of rows of one depth. */
    public byte[] members(int depth) {
        return members[depth].bytes.array();
    }

    /** What nobody declared in rows of one depth. */
    public byte[] extra(int depth) {
        return extra[depth].bytes.array();
    }

    /** What slices that do not stand in the source are of. */
    public byte[] scratch() {
        return scratch.array();
    }

    /** How many bytes the longest own key of a table has. */
    public int longestKey(int table) {
        return longestKey[table];
    }

    /** How many numbers a row of this table has. */
    public int stride(int table) {
        return strides[table];
    }

    void clear() {
        for (var written : members) {
            written.clear();
        }
        for (var written : extra) {
            written.clear();
        }
        for (var list : keys) {
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

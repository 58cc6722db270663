package io.bisync.row;

import io.bisync.json.Bytes;
import io.bisync.json.Text;
import io.bisync.record.RecordSlices;
import io.bisync.table.EntityPlan;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts heads before noted rows, which makes them JSON lines: account, lineage and key, then members, then what nobody
 * declared.
 */
final class RowWriter {

    private static final byte[] ACCOUNT = ascii("{\"account_id\":");
    private static final byte[] VERSION = ascii(",\"record_version\":");
    private static final byte[] ALIVE = ascii(",\"is_deleted\":false");
    private static final byte[] DELETED = ascii(",\"is_deleted\":true");
    private static final byte[] EXTRA = ascii(",\"extra\":{");
    private static final byte[] END = ascii("}\n");

    private final List<RowLayout> layouts;
    private final RecordSlices recordSlices;
    private final Bytes common = new Bytes(512);
    private final Bytes head = new Bytes(512);

    /** The parent whose children {@link #head} is for, or -1. */
    private int headOf = -1;

    private final Bytes origin = new Bytes(256);
    private String topic = "";
    private int partition = -1;

    /** The lines of the last table written. */
    final Bytes lines = new Bytes(1024);

    RowWriter(EntityPlan plan, RecordSlices recordSlices) {
        this.layouts = RowLayout.of(plan);
        this.recordSlices = recordSlices;
    }

    /** What all rows of the record have in common. */
    void begin(byte[] account, long version, boolean deleted, SourceRecord record) {
        if (partition != record.partition() || !topic.equals(record.topic())) {
            topic = record.topic();
            partition = record.partition();
            origin.clear();
            origin.append(ascii(
                    ",\"source_topic\":\"" + topic + "\",\"source_partition\":" + partition + ",\"source_offset\":"));
        }
        common.clear();
        common.append(ACCOUNT);
        Text.quote(account, 0, account.length, common);
        common.append(VERSION);
        common.append(version);
        common.append(deleted ? DELETED : ALIVE);
        common.append(origin.array(), 0, origin.size());
        common.append(record.offset());
    }

    /** A row that only says that the entity is gone, with the key that stands in it. */
    void deleted(byte[] source) {
        lines.clear();
        lines.append(common.array(), 0, common.size());
        keys(0, 0, source, lines);
        lines.append(END);
    }

    /** A row that only says that the entity is gone. */
    void deleted(byte[] source, int flags, int from, int to) {
        lines.clear();
        lines.append(common.array(), 0, common.size());
        var root = layouts.getFirst();
        value(root.prefixes()[root.ownKey()[0]], flags, from, to, source, lines);
        lines.append(END);
    }

    /** Replaces {@link #lines} by the rows of one table and answers how many there are. */
    int rows(int table, byte[] source) {
        var layout = layouts.get(table);
        int[] rows = recordSlices.rows(table);
        int end = recordSlices.rowsEnd(table);
        int stride = recordSlices.stride(table);
        lines.clear();
        headOf = -1;
        for (int row = 0; row < end; row += stride) {
            row(layout, rows, row, source);
        }
        return end / stride;
    }

    private void row(RowLayout layout, int[] rows, int row, byte[] source) {
        var before = layout.parent() < 0 ? common : head(layout.parent(), rows[row + RecordSlices.PARENT], source);
        lines.append(before.array(), 0, before.size());
        if (layout.position() >= 0) {
            lines.append(layout.prefixes()[layout.position()]);
            lines.append((long) rows[row + RecordSlices.POSITION]);
        }
        lines.append(
                recordSlices.members(layout.depth()),
                rows[row + RecordSlices.MEMBERS_FROM],
                rows[row + RecordSlices.MEMBERS_TO]);
        int extraFrom = rows[row + RecordSlices.EXTRA_FROM];
        int extraTo = rows[row + RecordSlices.EXTRA_TO];
        if (extraTo > extraFrom) {
            lines.append(EXTRA);
            // The first of them has a comma before it, like all.
            lines.append(recordSlices.extra(layout.depth()), extraFrom + 1, extraTo);
            lines.append('}');
        }
        lines.append(END);
    }

    /** What the children of one row have in common: siblings stand together. */
    private Bytes head(int table, int row, byte[] source) {
        if (row != headOf) {
            headOf = row;
            head.clear();
            head.append(common.array(), 0, common.size());
            keys(table, row, source, head);
        }
        return head;
    }

    private void keys(int table, int row, byte[] source, Bytes out) {
        var layout = layouts.get(table);
        int[] rows = recordSlices.rows(table);
        if (layout.parent() >= 0) {
            keys(layout.parent(), rows[row + RecordSlices.PARENT], source, out);
        }
        int[] keys = recordSlices.keys(layout.depth());
        for (int part = 0; part < layout.ownKey().length; part++) {
            byte[] prefix = layout.prefixes()[layout.ownKey()[part]];
            if (layout.ownKey()[part] == layout.position()) {
                out.append(prefix);
                out.append((long) rows[row + RecordSlices.POSITION]);
            } else {
                int at = rows[row + RecordSlices.KEYS + part];
                value(prefix, keys[at], keys[at + 1], keys[at + 2], source, out);
            }
        }
    }

    private void value(byte[] prefix, int flags, int from, int to, byte[] source, Bytes out) {
        out.append(prefix);
        byte[] bytes = (flags & RecordSlices.SCRATCH) == 0 ? source : recordSlices.scratch();
        out.append((flags & RecordSlices.QUOTE) != 0, bytes, from, to);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

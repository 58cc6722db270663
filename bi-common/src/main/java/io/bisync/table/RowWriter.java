package io.bisync.table;

import java.nio.charset.StandardCharsets;

/** Writes noted rows as JSON lines: account, lineage and key first, then the values in the order of the source. */
final class RowWriter {

    private static final byte[] ACCOUNT = ascii("{\"account_id\":");
    private static final byte[] VERSION = ascii(",\"record_version\":");
    private static final byte[] ALIVE = ascii(",\"is_deleted\":false");
    private static final byte[] DELETED = ascii(",\"is_deleted\":true");
    private static final byte[] EXTRA = ascii(",\"extra\":{");
    private static final byte[] OUTSIDE = ascii("envelope.");
    private static final byte[] END = ascii("}\n");

    private final Compiled compiled;
    private final Noted noted;
    private final JsonCopy copy = new JsonCopy();
    private final Bytes common = new Bytes(512);
    private final Bytes origin = new Bytes(256);
    private String topic = "";
    private int partition = -1;

    /** The lines of the last table written. */
    final Bytes lines = new Bytes(1024);

    RowWriter(Compiled compiled, Noted noted) {
        this.compiled = compiled;
        this.noted = noted;
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
        common.append(origin.array, 0, origin.size);
        common.append(record.offset());
    }

    /** A row that only says that the entity is gone. */
    void deleted(byte[] source, int flags, int from, int to) {
        lines.clear();
        lines.append(common.array, 0, common.size);
        var root = compiled.layouts().getFirst();
        value(root.prefixes()[root.ownKey()[0]], flags, from, to, source);
        lines.append(END);
    }

    /** Replaces {@link #lines} by the rows of one table and answers how many there are. */
    int rows(int table, byte[] source) {
        var layout = compiled.layouts().get(table);
        var rows = noted.rows[table];
        int stride = noted.stride(table);
        lines.clear();
        for (int row = 0; row < rows.size; row += stride) {
            lines.append(common.array, 0, common.size);
            if (layout.parent() >= 0) {
                parentKeys(layout.parent(), rows.array[row + Noted.PARENT], source);
            }
            if (layout.position() >= 0) {
                name(layout.prefixes()[layout.position()]);
                lines.append((long) rows.array[row + Noted.POSITION]);
            }
            values(layout, rows.array[row + Noted.VALUES_FROM], rows.array[row + Noted.VALUES_TO], source);
            int unknownFrom = rows.array[row + Noted.UNKNOWN_FROM];
            int unknownTo = rows.array[row + Noted.UNKNOWN_TO];
            if (unknownTo > unknownFrom) {
                extra(noted.unknown[layout.depth()].array, unknownFrom, unknownTo, source);
            }
            lines.append(END);
        }
        return rows.size / stride;
    }

    private void parentKeys(int table, int row, byte[] source) {
        var layout = compiled.layouts().get(table);
        var rows = noted.rows[table];
        if (layout.parent() >= 0) {
            parentKeys(layout.parent(), rows.array[row + Noted.PARENT], source);
        }
        int[] keys = noted.keys[layout.depth()].array;
        for (int part = 0; part < layout.ownKey().length; part++) {
            byte[] prefix = layout.prefixes()[layout.ownKey()[part]];
            if (layout.ownKey()[part] == layout.position()) {
                name(prefix);
                lines.append((long) rows.array[row + Noted.POSITION]);
            } else {
                int at = rows.array[row + Noted.KEYS + part];
                value(prefix, keys[at], keys[at + 1], keys[at + 2], source);
            }
        }
    }

    private void values(Compiled.Layout layout, int from, int to, byte[] source) {
        int[] values = noted.values[layout.depth()].array;
        byte[][] prefixes = layout.prefixes();
        for (int i = from; i < to; i += Noted.VALUE) {
            int head = values[i];
            if (head == Noted.RUN) {
                run(values[i + 1], values[i + 2], source);
                continue;
            }
            value(prefixes[head >>> Noted.FLAG_BITS], head & Noted.FLAGS, values[i + 1], values[i + 2], source);
        }
    }

    private void value(byte[] prefix, int flags, int from, int to, byte[] source) {
        if (flags == Noted.REWRITE) {
            name(prefix);
            copy.copy(source, from, to, lines);
            return;
        }
        byte[] bytes = (flags & Noted.SCRATCH) == 0 ? source : noted.scratch.array;
        int name = prefix.length - Words.SLACK;
        int length = to - from;
        lines.ensure(name + length + 2 + Words.SLACK);
        byte[] out = lines.array;
        int at = lines.size;
        Words.copy(prefix, 0, out, at, name);
        at += name;
        if ((flags & Noted.QUOTE) == 0) {
            Words.copy(bytes, from, out, at, length);
            at += length;
        } else {
            out[at++] = '"';
            Words.copy(bytes, from, out, at, length);
            at += length;
            out[at++] = '"';
        }
        lines.size = at;
    }

    /** Names and values as they stand. */
    private void run(int from, int to, byte[] source) {
        int length = to - from;
        lines.ensure(1 + length + Words.SLACK);
        lines.array[lines.size] = ',';
        Words.copy(source, from, lines.array, lines.size + 1, length);
        lines.size += 1 + length;
    }

    private void name(byte[] prefix) {
        lines.append(prefix, 0, prefix.length - Words.SLACK);
    }

    private void extra(int[] unknown, int from, int to, byte[] source) {
        lines.append(EXTRA);
        for (int i = from; i < to; i += Noted.UNKNOWN) {
            if (i > from) {
                lines.append(',');
            }
            lines.append('"');
            if ((unknown[i + 2] & Noted.OUTSIDE) != 0) {
                lines.append(OUTSIDE);
            }
            lines.append(source, unknown[i], unknown[i + 1]);
            lines.append('"');
            lines.append(':');
            if ((unknown[i + 2] & Noted.REWRITE) != 0) {
                copy.copy(source, unknown[i + 3], unknown[i + 4], lines);
            } else {
                lines.append(source, unknown[i + 3], unknown[i + 4]);
            }
        }
        lines.append('}');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

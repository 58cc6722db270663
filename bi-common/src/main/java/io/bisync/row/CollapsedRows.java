package io.bisync.row;

import io.bisync.json.Bytes;
import io.bisync.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** One table's rows of a round; the rows of dropped records stay in memory but are not written. */
final class CollapsedRows implements TableRows {

    private final Table table;
    private final ChunkedBuffer chunkedBuffer;
    private long[] ends = new long[32];
    private int[] counts = new int[32];
    private int records;
    private long rows;
    private long bytes;

    CollapsedRows(Table table, ChunkPool memory) {
        this.table = table;
        this.chunkedBuffer = new ChunkedBuffer(memory);
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** Neighbouring records that are both alive go out in one piece. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        int record = 0;
        while (record < records) {
            int first = record;
            while (record < records && counts[record] >= 0) {
                record++;
            }
            if (record > first) {
                chunkedBuffer.writeTo(out, start(first), ends[record - 1]);
            }
            record++;
        }
    }

    long heldBytes() {
        return chunkedBuffer.size() + 12L * records;
    }

    /** The rows of the next record, none if it has none in this table. */
    void append(Bytes lines, int count) {
        if (records == ends.length) {
            ends = Arrays.copyOf(ends, records * 2);
            counts = Arrays.copyOf(counts, records * 2);
        }
        chunkedBuffer.append(lines.array(), 0, lines.size());
        ends[records] = chunkedBuffer.size();
        counts[records] = count;
        records++;
        rows += count;
        bytes += lines.size();
    }

    void drop(int record) {
        rows -= counts[record];
        bytes -= ends[record] - start(record);
        counts[record] = -1;
    }

    void clear() {
        chunkedBuffer.clear();
        records = 0;
        rows = 0;
        bytes = 0;
    }

    private long start(int record) {
        return record == 0 ? 0 : ends[record - 1];
    }
}

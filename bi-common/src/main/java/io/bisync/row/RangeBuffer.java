package io.bisync.row;

import io.bisync.json.Bytes;
import io.bisync.table.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The rows of one partition's records, collapsed to one record per entity key: the highest version stays, and of two
 * equal versions the one with the later offset. Belongs to one thread at a time; {@link #clear} makes it ready again.
 */
public final class RangeBuffer {

    private final RecordIndex index = new RecordIndex();
    private final List<CollapsedRows> byTable = new ArrayList<>();
    private final List<TableRows> inLoadOrder;
    private int superseded;
    private int discarded;
    private int versionConflicts;
    private long checksum;

    /** A round with memory of its own. */
    public RangeBuffer(Entity entity) {
        this(entity, new ChunkPool(0));
    }

    /** A round that takes its memory from there. */
    public RangeBuffer(Entity entity, ChunkPool memory) {
        entity.tables().reversed().forEach(table -> byTable.add(new CollapsedRows(table, memory)));
        inLoadOrder = List.copyOf(byTable.reversed());
    }

    /** In load order: the deepest children first, the entity's own table last. */
    public List<TableRows> tables() {
        return inLoadOrder;
    }

    /** Records whose rows were taken, the superseded ones too. */
    public int records() {
        return index.size() + discarded;
    }

    /** Records that a newer version of the same entity made superfluous. */
    public int superseded() {
        return superseded;
    }

    /** Pairs of records with the same version of the same entity and different bytes. */
    public int versionConflicts() {
        return versionConflicts;
    }

    /** All bytes held, those of superseded rows too: what bounds a round's memory. */
    public long bytes() {
        long bytes = index.heldBytes();
        for (var rows : byTable) {
            bytes += rows.heldBytes();
        }
        return bytes;
    }

    /** Changes with every record that was taken and with their order. */
    public long checksum() {
        return checksum;
    }

    /** The offsets of the records whose rows are here, superseded ones left out; ascending only if they came so. */
    public LongStream offsets() {
        return index.offsets();
    }

    public void clear() {
        index.clear();
        checksum = 0;
        byTable.forEach(CollapsedRows::clear);
        superseded = 0;
        versionConflicts = 0;
        discarded = 0;
    }

    /** Whether this record's rows are wanted; if so, all its rows must be appended. */
    boolean opens(byte[] key, int from, int to, long version, long offset, int checksum) {
        this.checksum = this.checksum * 31 + offset * 17 + checksum;
        int known = index.find(key, from, to);
        if (known >= 0) {
            superseded++;
            if (index.version(known) == version && index.checksum(known) != checksum) {
                versionConflicts++;
            }
            if (index.isNewer(known, version, offset)) {
                discarded++;
                return false;
            }
            byTable.forEach(it -> it.drop(known));
        }
        index.put(key, from, to, version, offset, checksum);
        return true;
    }

    void append(int table, Bytes rows, int count) {
        byTable.get(table).append(rows, count);
    }
}

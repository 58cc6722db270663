package io.bisync.row;

import io.bisync.json.Bytes;
import io.bisync.json.Words;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Which record of a round holds which entity: an open-addressing table over the bytes of the keys. */
final class RecordIndex {

    private int[] slots = new int[64]; // record + 1, 0 is free
    private int[] hashes = new int[32];
    private int[] keyEnds = new int[32];
    private long[] versions = new long[32];
    private long[] offsets = new long[32];
    private int[] checksums = new int[32];
    private final Bytes keys = new Bytes(512);
    private int size;

    /** What {@link #find} looked for last. */
    private int soughtHash;

    private int soughtSlot;

    int size() {
        return size;
    }

    /** The newest record of this key, or -1. */
    int find(byte[] key, int from, int to) {
        soughtHash = Words.hash(1, key, from, to);
        soughtSlot = slotOf(key, from, to, soughtHash);
        return slots[soughtSlot] - 1;
    }

    boolean isNewer(int record, long version, long offset) {
        return versions[record] > version || (versions[record] == version && offsets[record] > offset);
    }

    long version(int record) {
        return versions[record];
    }

    int checksum(int record) {
        return checksums[record];
    }

    /** The offset of the newest record of every key. */
    LongStream offsets() {
        return Arrays.stream(slots).filter(record -> record != 0).mapToLong(record -> offsets[record - 1]);
    }

    /** Adds a record as the newest of the key that was looked for last. */
    void put(byte[] key, int from, int to, long version, long offset, int checksum) {
        if (size == hashes.length) {
            grow();
            soughtSlot = slotOf(key, from, to, soughtHash);
        }
        keys.append(key, from, to);
        hashes[size] = soughtHash;
        keyEnds[size] = keys.size();
        versions[size] = version;
        offsets[size] = offset;
        checksums[size] = checksum;
        slots[soughtSlot] = ++size;
    }

    long heldBytes() {
        return keys.size() + 32L * size;
    }

    void clear() {
        Arrays.fill(slots, 0);
        keys.clear();
        size = 0;
    }

    private int slotOf(byte[] key, int from, int to, int hash) {
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0 && !holds(slots[slot] - 1, hash, key, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean holds(int record, int hash, byte[] key, int from, int to) {
        int start = record == 0 ? 0 : keyEnds[record - 1];
        return hashes[record] == hash && Arrays.equals(keys.array(), start, keyEnds[record], key, from, to);
    }

    private void grow() {
        int capacity = size * 2;
        hashes = Arrays.copyOf(hashes, capacity);
        keyEnds = Arrays.copyOf(keyEnds, capacity);
        versions = Arrays.copyOf(versions, capacity);
        offsets = Arrays.copyOf(offsets, capacity);
        checksums = Arrays.copyOf(checksums, capacity);
        var old = slots;
        slots = new int[capacity * 2];
        for (int record : old) {
            if (record != 0) {
                int slot = hashes[record - 1] & (slots.length - 1);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = record;
            }
        }
    }
}

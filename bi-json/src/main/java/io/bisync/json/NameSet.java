package io.bisync.json;

import java.util.Arrays;

/** Finds what stands twice in one object or array of a record: names, ids. Emptied in constant time. */
public final class NameSet {

    private int[] generations = new int[256];
    private int[] groups = new int[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] hashes = new int[256];
    private final Bytes names = new Bytes(1024);
    private int generation = 1;
    private int size;
    private int group;

    /** A number for the next object or array. */
    public int nextGroup() {
        return ++group;
    }

    /** Whether the name is new to the group. */
    public boolean add(int inGroup, byte[] source, int from, int to) {
        if (size * 2 >= generations.length) {
            grow();
        }
        int hash = Words.hash(inGroup, source, from, to);
        int slot = hash & (generations.length - 1);
        while (generations[slot] == generation) {
            if (hashes[slot] == hash
                    && groups[slot] == inGroup
                    && Arrays.equals(names.array(), starts[slot], ends[slot], source, from, to)) {
                return false;
            }
            slot = (slot + 1) & (generations.length - 1);
        }
        int start = names.size();
        names.append(source, from, to);
        set(slot, hash, inGroup, start, names.size());
        size++;
        return true;
    }

    public void clear() {
        generation++;
        names.clear();
        size = 0;
        group = 0;
        if (generations.length > 1 << 16) {
            allocate(256);
        }
    }

    private void set(int slot, int hash, int inGroup, int start, int end) {
        generations[slot] = generation;
        hashes[slot] = hash;
        groups[slot] = inGroup;
        starts[slot] = start;
        ends[slot] = end;
    }

    private void grow() {
        int[] oldGenerations = generations;
        int[] oldGroups = groups;
        int[] oldStarts = starts;
        int[] oldEnds = ends;
        int[] oldHashes = hashes;
        allocate(oldGenerations.length * 2);
        for (int old = 0; old < oldGenerations.length; old++) {
            if (oldGenerations[old] == generation) {
                int slot = oldHashes[old] & (generations.length - 1);
                while (generations[slot] == generation) {
                    slot = (slot + 1) & (generations.length - 1);
                }
                set(slot, oldHashes[old], oldGroups[old], oldStarts[old], oldEnds[old]);
            }
        }
    }

    private void allocate(int capacity) {
        generations = new int[capacity];
        groups = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        hashes = new int[capacity];
    }
}

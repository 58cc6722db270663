package io.bisync.proof.simulation;

import io.bisync.starrocks.LabelState;
import java.util.ArrayList;
import java.util.List;

/** One request for a load, as it reached StarRocks or is still on its way. */
final class Load {

    final String label;
    final boolean root;
    final boolean conditional;
    final List<Entry> entries = new ArrayList<>();
    final List<Integer> items = new ArrayList<>();
    final Worker worker;

    LabelState state = LabelState.UNKNOWN;
    /** For a request that nobody waits for: whether it will be committed. */
    boolean commits;

    Load(String label, boolean root, boolean conditional, Worker worker) {
        this.label = label;
        this.root = root;
        this.conditional = conditional;
        this.worker = worker;
    }

    /** Adds a row; {@code item} is -1 for a root row. */
    void add(Entry entry, int item) {
        entries.add(entry);
        items.add(item);
    }

    boolean isRefused() {
        for (var entry : entries) {
            if (entry.isRefused(root)) {
                return true;
            }
        }
        return false;
    }

    boolean hasSameRows(Load other) {
        return root == other.root && entries.equals(other.entries) && items.equals(other.items);
    }

    @Override
    public String toString() {
        return label + (root ? " (orders" : " (items") + " of "
                + entries.stream().map(Entry::offset).toList() + ")";
    }
}

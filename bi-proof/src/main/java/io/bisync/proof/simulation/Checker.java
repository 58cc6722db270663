package io.bisync.proof.simulation;

import io.bisync.proof.simulation.Entry.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds everything that happens against what was acknowledged; knows nothing of the core's books. */
final class Checker {

    private final World world;
    /** The root row of every key, and the versions of its children. */
    private final @Nullable Entry[] roots = new Entry[Entry.KEYS];

    private final int[] items = new int[Entry.KEYS * Entry.ITEMS];

    public Checker(World world) {
        this.world = world;
    }

    void begin() {
        Arrays.fill(roots, null);
        Arrays.fill(items, 0);
    }

    /** A commit takes effect. Going back over a gap alone does no harm: a late commit of a position may be followed by it. */
    void committed(Worker worker, int partition, long before, long offset) {
        if (offset < before && !world.topic.isGap(partition, offset, before)) {
            violate(
                    ViolationKind.REWOUND,
                    "%s sets p%d from %d back to %d; its owner is worker %d"
                            .formatted(worker, partition, before, offset, world.group.owners[partition]));
        }
        for (var entry : world.topic.logs.get(partition)) {
            if (entry.offset() < offset && !isCovered(entry)) {
                violate(ViolationKind.PASSED_UNLOADED, worker + " commits " + offset + ", not loaded is " + entry);
            }
        }
    }

    /** A load takes effect: against the stored row under a merge condition, else whatever is there. */
    void loaded(Load load) {
        for (var i = 0; i < load.entries.size(); i++) {
            var entry = load.entries.get(i);
            if (entry.kind == Kind.REJECTED) {
                violate(ViolationKind.POISON_LOADED, entry + " by " + load);
            }
            if (load.root) {
                root(entry, load);
            } else {
                item(entry, load.items.get(i), load);
            }
        }
    }

    /**
     * A dead letter is in its topic. Where StarRocks forgot a label, somebody who lost the partition may take another one's
     * ABORTED for its own: then the record is in the table all the same. That is counted, as more than a few are no accident.
     */
    void rejected(Entry entry, boolean byOwner) {
        entry.rejected = true;
        var spare = !byOwner && world.evicting && entry.rootRows > 0;
        if (entry.kind == Kind.GOOD) {
            if (spare) {
                world.tally.spareLetter();
            } else {
                violate(ViolationKind.GOOD_SET_ASIDE, entry.toString());
            }
        }
    }

    /** A record is on the parked topic. */
    void parked(Entry entry, boolean everHeld) {
        entry.parked = true;
        if (!everHeld) {
            violate(ViolationKind.PARKED_FREELY, entry.toString());
        }
    }

    /** Everything is committed and nothing is under way. */
    void atTheEnd() {
        for (var partition = 0; partition < world.topic.partitions; partition++) {
            for (var entry : world.topic.logs.get(partition)) {
                if (!isCovered(entry)) {
                    violate(ViolationKind.LOST, entry.toString());
                }
            }
        }
        for (var root : roots) {
            if (root != null) {
                checkChildren(root);
            }
        }
    }

    private void root(Entry entry, Load load) {
        entry.rootRows++;
        checkDoubled(entry.rootRows, entry, load);
        var before = roots[entry.key];
        if (before != null && before.version > entry.version) {
            if (load.conditional) {
                return;
            }
            violate(ViolationKind.WENT_BACK, before + " is replaced by " + entry + " of " + load);
        }
        roots[entry.key] = entry;
        checkChildren(entry);
    }

    private void checkChildren(Entry root) {
        for (var item = 0; item < root.items; item++) {
            if (items[root.key * Entry.ITEMS + item] < root.version) {
                violate(ViolationKind.CHILD_MISSING, root + " is visible without its item " + item);
            }
        }
    }

    private void item(Entry entry, int item, Load load) {
        entry.itemRows[item]++;
        checkDoubled(entry.itemRows[item], entry, load);
        var at = entry.key * Entry.ITEMS + item;
        if (items[at] > entry.version) {
            if (load.conditional) {
                return;
            }
            violate(ViolationKind.WENT_BACK, "item " + item + " of " + entry + " by " + load);
        }
        items[at] = entry.version;
    }

    private void checkDoubled(int rows, Entry entry, Load load) {
        if (rows > 1 && !world.doubling) {
            violate(ViolationKind.DOUBLED, entry + " again by " + load);
        }
    }

    /** Loaded, replaced by a version that is at least as high, parked, or, where it is poison, rejected. */
    private boolean isCovered(Entry entry) {
        if (entry.parked || (entry.kind != Kind.GOOD && entry.rejected)) {
            return true;
        }
        var root = roots[entry.key];
        return entry.kind != Kind.REJECTED && root != null && root.version >= entry.version;
    }

    private void violate(ViolationKind kind, String words) {
        world.violate(kind, words);
    }
}

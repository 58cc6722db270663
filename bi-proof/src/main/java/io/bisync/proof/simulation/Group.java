package io.bisync.proof.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The group's coordinator: who owns what, who is a member, and the committed offsets. As a real one, it takes a commit
 * from every live member and does not ask who owns the partition.
 */
final class Group {

    private static final int NOBODY = -1;

    /** Committed offsets, -1 where there is none. */
    final long[] offsets = new long[2];

    final String[] notes = {"", ""};
    final int[] owners = new int[2];

    private final World world;
    private final int[] nextOwners = new int[2];
    private final long[] lateOffsets = new long[2];
    private final @Nullable String[] lateNotes = new String[2];
    private final @Nullable Worker[] lateWorkers = new Worker[2];

    Group(World world) {
        this.world = world;
    }

    void begin() {
        Arrays.fill(offsets, -1);
        Arrays.fill(notes, "");
        Arrays.fill(owners, NOBODY);
        Arrays.fill(nextOwners, NOBODY);
        Arrays.fill(lateNotes, null);
    }

    /** Makes every partition somebody's. */
    void fillVacancies() {
        for (var partition = 0; partition < world.topic.partitions; partition++) {
            if (owners[partition] == NOBODY) {
                give(partition, NOBODY);
            }
        }
    }

    /** The owner is asked to let a partition go; another one gets it when it has. */
    void handOver() {
        var partition = world.dice.below(world.topic.partitions);
        var to = live(owners[partition]);
        if (owners[partition] != NOBODY && to != null) {
            nextOwners[partition] = to.number;
            if (world.tells()) {
                world.tell("the group wants p" + partition + " to go from worker " + owners[partition] + " to " + to);
            }
        }
    }

    /** A member was silent for too long: its partitions are given to others, and it does not know. */
    void evict() {
        var victim = owners[world.dice.below(world.topic.partitions)];
        if (victim != NOBODY && live(victim) != null) {
            world.hit(FaultKind.EVICTED_MEMBER);
            if (world.tells()) {
                world.tell("worker " + victim + " is evicted");
            }
            world.workers.get(victim).live = false;
            vacate(victim);
            fillVacancies();
        }
    }

    /** A partition goes to another member, and no callback tells the core of its owner. */
    void moveWithoutCallback() {
        var partition = world.dice.below(world.topic.partitions);
        var from = owners[partition];
        if (from == NOBODY || !world.workers.get(from).movable || live(from) == null) {
            return;
        }
        world.hit(FaultKind.MOVED_WITHOUT_CALLBACK);
        world.workers.get(from).consumer.lose(partition);
        give(partition, from);
    }

    void vacate(int worker) {
        for (var partition = 0; partition < owners.length; partition++) {
            if (owners[partition] == worker) {
                owners[partition] = NOBODY;
                nextOwners[partition] = NOBODY;
            }
        }
    }

    boolean mustLetGo(int partition, int worker) {
        return owners[partition] == worker && nextOwners[partition] != NOBODY;
    }

    void letGo(int partition, int worker) {
        world.hit(FaultKind.HANDED_OVER);
        var to = nextOwners[partition];
        nextOwners[partition] = NOBODY;
        if (world.workers.get(to).live && !world.workers.get(to).halted) {
            own(partition, to);
        } else {
            give(partition, worker);
        }
    }

    /** Takes a commit. */
    void commit(Worker worker, int partition, long offset, String note) {
        applyLateCommit(partition);
        apply(worker, partition, offset, note);
    }

    /** The commit is in the broker's log, but not in effect yet; nothing overtakes it. */
    void commitLater(Worker worker, int partition, long offset, String note) {
        applyLateCommit(partition);
        // Whoever reads in between may load an older intent's range, under labels that this one does not name.
        world.doubling |= note.contains(" to=");
        lateOffsets[partition] = offset;
        lateNotes[partition] = note;
        lateWorkers[partition] = worker;
    }

    void applyLateCommit() {
        for (var partition = 0; partition < lateNotes.length; partition++) {
            applyLateCommit(partition);
        }
    }

    boolean isQuiet() {
        for (var note : lateNotes) {
            if (note != null) {
                return false;
            }
        }
        return true;
    }

    private void applyLateCommit(int partition) {
        var note = lateNotes[partition];
        var worker = lateWorkers[partition];
        if (note != null && worker != null) {
            lateNotes[partition] = null;
            if (world.tells()) {
                world.tell("a commit takes effect late");
            }
            apply(worker, partition, lateOffsets[partition], note);
        }
    }

    private void apply(Worker worker, int partition, long offset, String note) {
        if (world.tells()) {
            world.tell("committed by " + worker + ": p" + partition + " " + offset + " " + note);
        }
        if (offset > offsets[partition] && world.topic.isGap(partition, offsets[partition], offset)) {
            world.hit(FaultKind.GAP_PASSED);
        }
        world.checker.committed(worker, partition, offsets[partition], offset);
        offsets[partition] = offset;
        notes[partition] = note;
    }

    private void give(int partition, int notTo) {
        var to = live(notTo);
        if (to == null) {
            owners[partition] = NOBODY;
        } else {
            own(partition, to.number);
        }
    }

    private void own(int partition, int worker) {
        owners[partition] = worker;
        world.workers.get(worker).consumer.gains(partition);
        if (world.tells()) {
            world.tell("p" + partition + " is worker " + worker + "'s");
        }
    }

    private @Nullable Worker live(int except) {
        var first = world.dice.below(world.members);
        for (var i = 0; i < world.members; i++) {
            var worker = world.workers.get((first + i) % world.members);
            if (worker.number != except && worker.live && !worker.halted) {
                return worker;
            }
        }
        return null;
    }
}

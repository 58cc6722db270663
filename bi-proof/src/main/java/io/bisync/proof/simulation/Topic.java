package io.bisync.proof.simulation;

import io.bisync.proof.simulation.Entry.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The topic's partitions: acknowledged records, and gaps where transactions were aborted. */
final class Topic {

    static final String NAME = "erp.sim.order";
    static final String ID = "sim-topic-id";
    static final List<TopicPartition> PARTITIONS = List.of(new TopicPartition(NAME, 0), new TopicPartition(NAME, 1));

    final List<List<Entry>> logs = List.of(new ArrayList<>(), new ArrayList<>());
    final long[] ends = new long[2];
    int partitions;

    private final World world;
    private int left;
    private int poison;
    private int gaps;
    private boolean roaming;

    Topic(World world) {
        this.world = world;
    }

    void begin() {
        var dice = world.dice;
        logs.forEach(List::clear);
        ends[0] = 0;
        ends[1] = 0;
        partitions = dice.below(3) == 0 ? 2 : 1;
        left = 2 + dice.below(5);
        poison = dice.below(2) == 0 ? 0 : 100 + dice.below(200);
        gaps = dice.below(3) == 0 ? 300 : 0;
        roaming = dice.below(8) == 0;
        var first = 1 + dice.below(left);
        for (var i = 0; i < first; i++) {
            appendOne();
        }
    }

    /** One more record is acknowledged, unless the schedule has had all of its records. */
    void appendOne() {
        if (left == 0) {
            return;
        }
        left--;
        var dice = world.dice;
        var key = dice.below(Entry.KEYS);
        var partition = (roaming ? dice.below(2) : key) % partitions;
        if (dice.chance(gaps)) {
            ends[partition] += 1 + dice.below(2);
            world.hit(FaultKind.GAP);
        }
        var kind = Kind.GOOD;
        var items = dice.below(Entry.ITEMS + 1);
        if (dice.chance(poison)) {
            kind = switch (world.accounts.fewMayBeRejected() ? 0 : dice.below(3)) {
                case 0 -> Kind.REJECTED;
                case 1 -> Kind.ROOT_REFUSED;
                default -> items == 0 ? Kind.ROOT_REFUSED : Kind.CHILD_REFUSED;
            };
        }
        var version = 1 + dice.below(Entry.VERSIONS);
        var entry = new Entry(PARTITIONS.get(partition), ends[partition], key, version, items, kind);
        logs.get(partition).add(entry);
        ends[partition]++;
        if (dice.chance(gaps / 2)) {
            ends[partition]++;
            world.hit(FaultKind.GAP);
        }
        if (world.tells()) {
            world.tell("acknowledged: " + entry);
        }
    }

    void appendRest() {
        while (left > 0) {
            appendOne();
        }
    }

    /** Whether the group has no lag: gaps behind the last record are passed too. */
    boolean isEmpty() {
        for (var partition = 0; partition < partitions; partition++) {
            if (Math.max(0, world.group.offsets[partition]) < ends[partition]) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is nothing but a gap between two offsets. */
    boolean isGap(int partition, long from, long to) {
        return logs.get(partition).stream().noneMatch(it -> it.offset() >= from && it.offset() < to);
    }
}

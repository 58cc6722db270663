package io.bisync.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * How a topic stands at its brokers.
 *
 * @param partitions by number
 * @param needed so many replicas have to be in sync, or nothing is written that waits for all
 */
record TopicState(Map<Integer, Partition> partitions, int needed) {

    TopicState {
        partitions = new TreeMap<>(partitions);
    }

    /**
     * One partition.
     *
     * @param leader the number of the broker that leads it, -1 where none does
     * @param inSync how many replicas are in sync
     */
    record Partition(int leader, int inSync) {}

    /** What became of it. */
    record Change(Level level, String code, String what) {}

    static TopicState of(TopicDescription topic, int needed) {
        Map<Integer, Partition> partitions = new HashMap<>();
        topic.partitions()
                .forEach(it -> partitions.put(
                        it.partition(),
                        new Partition(number(it.leader()), it.isr().size())));
        return new TopicState(partitions, needed);
    }

    private static int number(@Nullable Node leader) {
        return leader == null ? -1 : leader.id();
    }

    long belowNeeded() {
        return partitions.values().stream().filter(this::isBelow).count();
    }

    private boolean isBelow(Partition partition) {
        return partition.inSync < needed;
    }

    /** What is different from before; at first only what is wrong. */
    List<Change> since(@Nullable TopicState before, String topic) {
        var changes = new ArrayList<Change>();
        if (before != null && partitions.size() > before.partitions.size()) {
            changes.add(new Change(
                    Level.INFO,
                    ListenerEvents.PARTITIONS_ADDED,
                    "%s has %d partitions instead of %d: they are read within metadata.max.age.ms"
                            .formatted(topic, partitions.size(), before.partitions.size())));
        }
        partitions.forEach((number, now) -> {
            var then = before == null ? null : before.partitions.get(number);
            if (then != null && then.leader != now.leader) {
                changes.add(new Change(
                        now.leader < 0 ? Level.WARN : Level.INFO,
                        ListenerEvents.LEADER_CHANGED,
                        "%s-%d is led by %s instead of %s"
                                .formatted(topic, number, broker(now.leader), broker(then.leader))));
            }
            if (isBelow(now) && (before == null || then == null || !before.isBelow(then))) {
                changes.add(new Change(
                        Level.WARN,
                        ListenerEvents.TOO_FEW_IN_SYNC,
                        "%s-%d has %d replicas in sync, and min.insync.replicas is %d"
                                .formatted(topic, number, now.inSync, needed)));
            }
        });
        return changes;
    }

    private static String broker(int number) {
        return number < 0 ? "no broker" : "broker " + number;
    }
}

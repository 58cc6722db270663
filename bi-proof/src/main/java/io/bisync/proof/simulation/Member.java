package io.bisync.proof.simulation;

import io.bisync.loading.Offsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One worker's consumer: what it believes to own, its positions, and its commits. */
final class Member implements Offsets {

    private static final long UNDEFINED = -1;

    private final World world;
    private final Worker worker;
    private final boolean[] owned = new boolean[2];
    private final boolean[] gained = new boolean[2];
    private final boolean[] paused = new boolean[2];
    private final long[] positions = new long[2];

    Member(World world, Worker worker) {
        this.world = world;
        this.worker = worker;
    }

    /** The coordinator gives it a partition; it learns of it with its next poll. */
    void gains(int partition) {
        gained[partition] = true;
    }

    /** A partition is taken from it, and nobody calls it back. */
    void lose(int partition) {
        owned[partition] = false;
        gained[partition] = false;
    }

    Set<TopicPartition> taken() {
        var taken = new HashSet<TopicPartition>();
        for (var partition = 0; partition < world.topic.partitions; partition++) {
            if (gained[partition] && world.group.owners[partition] == worker.number) {
                owned[partition] = true;
                paused[partition] = false;
                positions[partition] = UNDEFINED;
                taken.add(Topic.PARTITIONS.get(partition));
            }
            gained[partition] = false;
        }
        return taken;
    }

    Set<TopicPartition> all() {
        var all = new HashSet<TopicPartition>();
        for (var partition = 0; partition < owned.length; partition++) {
            if (owned[partition]) {
                all.add(Topic.PARTITIONS.get(partition));
            }
        }
        return all;
    }

    /** The partitions whose position nobody knows: the group has no offset for them. */
    Set<TopicPartition> withoutOffset() {
        var without = new HashSet<TopicPartition>();
        for (var partition = 0; partition < owned.length; partition++) {
            if (owned[partition] && position(partition) == UNDEFINED && !paused[partition]) {
                without.add(Topic.PARTITIONS.get(partition));
            }
        }
        return without;
    }

    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> poll() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        for (var partition = 0; partition < world.topic.partitions; partition++) {
            if (owned[partition] && !paused[partition] && position(partition) != UNDEFINED) {
                var records = fetch(partition);
                if (!records.isEmpty()) {
                    polled.put(Topic.PARTITIONS.get(partition), records);
                }
            }
        }
        return polled;
    }

    private List<ConsumerRecord<byte[], byte[]>> fetch(int partition) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var most = 1 + world.dice.below(5);
        for (var entry : world.topic.logs.get(partition)) {
            if (entry.offset() >= positions[partition]) {
                if (records.size() == most) {
                    positions[partition] = records.getLast().offset() + 1;
                    world.hit(FaultKind.LEFT_OVER_POLL);
                    return records;
                }
                records.add(entry.record);
            }
        }
        positions[partition] = world.topic.ends[partition];
        return records;
    }

    private long position(int partition) {
        if (positions[partition] == UNDEFINED) {
            positions[partition] = world.group.offsets[partition];
        }
        return positions[partition];
    }

    @Override
    public Set<TopicPartition> assigned() {
        return all();
    }

    @Override
    public Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions) {
        world.at(worker, CrashPoint.ASSIGNED_BEFORE_READING);
        reach();
        Map<TopicPartition, Committed> found = new HashMap<>();
        for (var partition : partitions) {
            var number = partition.partition();
            if (world.group.offsets[number] >= 0) {
                found.put(partition, new Committed(world.group.offsets[number], world.group.notes[number]));
            }
        }
        if (world.tells()) {
            world.tell(worker + " reads the committed offsets " + found);
        }
        world.pause(worker);
        return found;
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        reach();
        Map<TopicPartition, Long> found = new HashMap<>();
        partitions.forEach(it -> found.put(it, 0L));
        return found;
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        reach();
        Map<TopicPartition, Long> found = new HashMap<>();
        partitions.forEach(it -> found.put(it, world.topic.ends[it.partition()]));
        return found;
    }

    @Override
    public void commit(Map<TopicPartition, Committed> offsets) {
        var kind = CommitKind.of(offsets.values().iterator().next());
        world.at(worker, kind.before);
        if (world.brokerDown || world.strikes(FaultKind.COMMIT_LOST, 25)) {
            throw unknown("lost");
        }
        if (!worker.live) {
            world.hit(FaultKind.ZOMBIE_COMMIT_FENCED);
            throw unknown("fenced");
        }
        if (world.strikes(FaultKind.COMMIT_DONE_LATER, 20)) {
            offsets.forEach((partition, offset) ->
                    world.group.commitLater(worker, partition.partition(), offset.offset(), offset.metadata()));
            throw unknown("later");
        }
        offsets.forEach((partition, offset) ->
                world.group.commit(worker, partition.partition(), offset.offset(), offset.metadata()));
        if (world.strikes(FaultKind.COMMIT_DONE_UNACKED, 20)) {
            throw unknown("unacknowledged");
        }
        world.at(worker, kind.done);
        if (kind == CommitKind.CLOSING) {
            world.at(worker, CrashPoint.CLOSING_ACKED);
        }
    }

    @Override
    public long position(TopicPartition partition) {
        check(partition);
        var position = position(partition.partition());
        if (position == UNDEFINED) {
            throw new IllegalStateException("No offset for " + partition);
        }
        return position;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        check(partition);
        positions[partition.partition()] = offset;
    }

    @Override
    public void pauseOnly(Set<TopicPartition> partitions) {
        for (var partition = 0; partition < paused.length; partition++) {
            paused[partition] = partitions.contains(Topic.PARTITIONS.get(partition));
        }
    }

    @Override
    public long lag(TopicPartition partition) {
        var number = partition.partition();
        return owned[number] ? Math.max(0, world.topic.ends[number] - Math.max(0, positions[number])) : 0;
    }

    @Override
    public Map<String, String> topicIds(Set<String> topics) {
        reach();
        return Map.of(Topic.NAME, Topic.ID);
    }

    private void reach() {
        if (world.brokerDown) {
            world.hit(FaultKind.BROKER_DOWN);
            throw new IllegalStateException("The broker is down");
        }
    }

    private void check(TopicPartition partition) {
        if (!owned[partition.partition()]) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
    }

    private static CommitUnknownException unknown(String why) {
        return new CommitUnknownException(why, new Stopped());
    }

    private enum CommitKind {
        FIRST(CrashPoint.FIRST_OFFSET_BEFORE, CrashPoint.FIRST_OFFSET_DONE),
        INTENT(CrashPoint.INTENT_BEFORE, CrashPoint.INTENT_DONE_UNACKED),
        SPLIT(CrashPoint.SPLIT_NOTE_BEFORE, CrashPoint.SPLIT_NOTE_DONE_UNACKED),
        CLOSING(CrashPoint.CLOSING_BEFORE, CrashPoint.CLOSING_DONE_UNACKED);

        private final CrashPoint before;
        private final CrashPoint done;

        CommitKind(CrashPoint before, CrashPoint done) {
            this.before = before;
            this.done = done;
        }

        private static CommitKind of(Committed offset) {
            if (offset.metadata().contains(" split=")) {
                return SPLIT;
            }
            if (offset.metadata().contains(" to=")) {
                return INTENT;
            }
            return offset.offset() == 0 ? FIRST : CLOSING;
        }
    }
}

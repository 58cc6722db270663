package io.bisync.proof.crash.member;

import io.bisync.loading.Offsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Offsets of a worker that may die before, within or after a commit. What a commit is for is read from its note. */
final class KillableOffsets implements Offsets {

    /** What a commit means, and where a worker may die around it. */
    private enum Meaning {
        INTENT(CrashPoint.C01, CrashPoint.C02),
        SPLIT(CrashPoint.C12, CrashPoint.C13),
        CLOSING(CrashPoint.C09, CrashPoint.C10);

        private final CrashPoint before;
        private final CrashPoint unacknowledged;

        Meaning(CrashPoint before, CrashPoint unacknowledged) {
            this.before = before;
            this.unacknowledged = unacknowledged;
        }

        static Meaning of(Committed committed) {
            if (committed.metadata().contains(" split=")) {
                return SPLIT;
            }
            return committed.metadata().contains(" to=") ? INTENT : CLOSING;
        }
    }

    private final Offsets offsets;
    private final KillSwitch killSwitch;
    private final Mutation mutation;
    private final Consumer<Map<TopicPartition, Committed>> unawaited;

    /** A commit that a worker dies over is sometimes sent by {@code unawaited} only. */
    KillableOffsets(
            Offsets offsets,
            KillSwitch killSwitch,
            Mutation mutation,
            Consumer<Map<TopicPartition, Committed>> unawaited) {
        this.offsets = offsets;
        this.killSwitch = killSwitch;
        this.mutation = mutation;
        this.unawaited = unawaited;
    }

    @Override
    public void commit(Map<TopicPartition, Committed> commits) {
        killSwitch.live();
        var meanings = new EnumMap<Meaning, Boolean>(Meaning.class);
        commits.values().stream()
                // A new group's first offset closes nothing.
                .filter(it -> it.offset() > 0 || Meaning.of(it) != Meaning.CLOSING)
                .forEach(it -> meanings.put(Meaning.of(it), true));
        for (var meaning : meanings.keySet()) {
            killSwitch.at(meaning.before);
        }
        for (var meaning : meanings.keySet()) {
            if (killSwitch.burns(meaning.unacknowledged)) {
                if (killSwitch.dice(2) == 0) {
                    unawaited.accept(commits);
                } else {
                    offsets.commit(commits);
                }
                killSwitch.die(meaning.unacknowledged);
            }
        }
        Map<TopicPartition, Committed> told = new HashMap<>(commits);
        told.replaceAll((_, truth) -> mutation.told(truth));
        offsets.commit(told);
        if (meanings.containsKey(Meaning.CLOSING)) {
            killSwitch.closed();
            killSwitch.at(CrashPoint.C11);
        }
    }

    @Override
    public Set<TopicPartition> assigned() {
        killSwitch.live();
        return offsets.assigned();
    }

    @Override
    public Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions) {
        killSwitch.live();
        return offsets.committed(partitions);
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        killSwitch.live();
        return offsets.beginnings(partitions);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        killSwitch.live();
        return offsets.ends(partitions);
    }

    @Override
    public long position(TopicPartition partition) {
        killSwitch.live();
        return offsets.position(partition);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        killSwitch.live();
        offsets.seek(partition, offset);
    }

    @Override
    public void pauseOnly(Set<TopicPartition> partitions) {
        killSwitch.live();
        offsets.pauseOnly(partitions);
    }

    @Override
    public long lag(TopicPartition partition) {
        killSwitch.live();
        return offsets.lag(partition);
    }

    @Override
    public Map<String, String> topicIds(Set<String> topics) {
        killSwitch.live();
        return offsets.topicIds(topics);
    }
}

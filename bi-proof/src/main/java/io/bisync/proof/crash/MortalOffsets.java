package io.bisync.proof.crash;

import io.bisync.loading.Offsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Offsets of a worker that may die before, within or after a commit. What a commit is for is read from its note. */
final class MortalOffsets implements Offsets {

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
    private final Mortality mortality;
    private final Lie lie;
    private final Consumer<Map<TopicPartition, Committed>> unawaited;

    /** A commit that a worker dies over is sometimes sent by {@code unawaited} only. */
    MortalOffsets(Offsets offsets, Mortality mortality, Lie lie, Consumer<Map<TopicPartition, Committed>> unawaited) {
        this.offsets = offsets;
        this.mortality = mortality;
        this.lie = lie;
        this.unawaited = unawaited;
    }

    @Override
    public void commit(Map<TopicPartition, Committed> commits) {
        mortality.live();
        var meanings = new EnumMap<Meaning, Boolean>(Meaning.class);
        commits.values().stream()
                // A new group's first offset closes nothing.
                .filter(it -> it.offset() > 0 || Meaning.of(it) != Meaning.CLOSING)
                .forEach(it -> meanings.put(Meaning.of(it), true));
        for (var meaning : meanings.keySet()) {
            mortality.at(meaning.before);
        }
        for (var meaning : meanings.keySet()) {
            if (mortality.burns(meaning.unacknowledged)) {
                if (mortality.dice(2) == 0) {
                    unawaited.accept(commits);
                } else {
                    offsets.commit(commits);
                }
                mortality.die(meaning.unacknowledged);
            }
        }
        Map<TopicPartition, Committed> told = new HashMap<>(commits);
        told.replaceAll((_, truth) -> lie.told(truth));
        offsets.commit(told);
        if (meanings.containsKey(Meaning.CLOSING)) {
            mortality.closed();
            mortality.at(CrashPoint.C11);
        }
    }

    @Override
    public Set<TopicPartition> assigned() {
        mortality.live();
        return offsets.assigned();
    }

    @Override
    public Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions) {
        mortality.live();
        return offsets.committed(partitions);
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        mortality.live();
        return offsets.beginnings(partitions);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        mortality.live();
        return offsets.ends(partitions);
    }

    @Override
    public long position(TopicPartition partition) {
        mortality.live();
        return offsets.position(partition);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        mortality.live();
        offsets.seek(partition, offset);
    }

    @Override
    public void pauseOnly(Set<TopicPartition> partitions) {
        mortality.live();
        offsets.pauseOnly(partitions);
    }

    @Override
    public long lag(TopicPartition partition) {
        mortality.live();
        return offsets.lag(partition);
    }

    @Override
    public Map<String, String> topicIds(Set<String> topics) {
        mortality.live();
        return offsets.topicIds(topics);
    }
}

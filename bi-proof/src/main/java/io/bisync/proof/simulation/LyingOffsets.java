package io.bisync.proof.simulation;

import io.bisync.loading.Offsets;
import io.bisync.loading.range.OffsetMetadata;
import io.bisync.loading.range.Rejections;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** A consumer whose user breaks a rule. */
final class LyingOffsets implements Offsets {

    private static final Pattern INTENT = Pattern.compile(" to=(\\d+).*");
    private static final Pattern CONTENT = Pattern.compile(" records=\\S+ sum=\\S+");
    private static final Pattern HELD = Pattern.compile(" held=\\S+");
    private static final Pattern SPLIT = Pattern.compile(" split=\\S+");

    private final Mutant mutant;
    private final Offsets consumer;
    private final Set<TopicPartition> everAssigned = new HashSet<>();

    LyingOffsets(Mutant mutant, Offsets consumer) {
        this.mutant = mutant;
        this.consumer = consumer;
    }

    @Override
    public Set<TopicPartition> assigned() {
        var assigned = consumer.assigned();
        if (mutant != Mutant.NO_OWNERSHIP_CHECK) {
            return assigned;
        }
        everAssigned.addAll(assigned);
        return Set.copyOf(everAssigned);
    }

    @Override
    public Map<TopicPartition, Committed> committed(Set<TopicPartition> partitions) {
        var committed = consumer.committed(partitions);
        if (mutant == Mutant.OTHER_BATCH_ON_SECOND_READING) {
            committed.replaceAll((_, it) -> shorter(it));
        }
        return committed;
    }

    @Override
    public void commit(Map<TopicPartition, Committed> offsets) {
        var changed = new HashMap<>(offsets);
        switch (mutant) {
            case COMMIT_BEFORE_LOAD -> changed.replaceAll((_, it) -> atItsEnd(it));
            case NO_INTENT -> changed.replaceAll((_, it) -> without(INTENT, it));
            case SPLIT_NOT_NOTED -> changed.replaceAll((_, it) -> without(SPLIT, it));
            case HELD_NOT_NOTED -> changed.replaceAll((_, it) -> without(HELD, it));
            default -> {}
        }
        try {
            consumer.commit(changed);
        } catch (CommitUnknownException unknown) {
            var intent = offsets.values().iterator().next().metadata().contains(" to=");
            if (mutant != Mutant.IGNORE_UNKNOWN_INTENT || !intent) {
                throw unknown;
            }
        }
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        if (mutant != Mutant.RANGE_FROM_FIRST_RECORD || offset >= consumer.position(partition)) {
            consumer.seek(partition, offset);
        }
    }

    @Override
    public long position(TopicPartition partition) {
        var owned = consumer.assigned().contains(partition);
        return owned || mutant != Mutant.NO_OWNERSHIP_CHECK ? consumer.position(partition) : 0;
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return consumer.beginnings(partitions);
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.ends(partitions);
    }

    @Override
    public void pauseOnly(Set<TopicPartition> partitions) {
        if (mutant == Mutant.POSITION_PASSES_WHAT_IS_HELD) {
            consumer.assigned().forEach(this::pass);
        }
        consumer.pauseOnly(partitions);
    }

    @Override
    public long lag(TopicPartition partition) {
        return consumer.lag(partition);
    }

    @Override
    public Map<String, String> topicIds(Set<String> topics) {
        return consumer.topicIds(topics);
    }

    private void pass(TopicPartition partition) {
        var note = new OffsetMetadata(Topic.ID, 0, Rejections.NOTHING, null);
        consumer.commit(Map.of(partition, new Committed(consumer.position(partition), note.text())));
    }

    private static Committed shorter(Committed offset) {
        var intent = INTENT.matcher(offset.metadata());
        if (!intent.find() || Long.parseLong(intent.group(1)) - offset.offset() < 2) {
            return offset;
        }
        var to = Long.parseLong(intent.group(1));
        var note = CONTENT.matcher(offset.metadata()).replaceFirst("");
        return new Committed(offset.offset(), note.replace(" to=" + to, " to=" + (to - 1)));
    }

    private static Committed atItsEnd(Committed offset) {
        var intent = INTENT.matcher(offset.metadata());
        return intent.find() ? new Committed(Long.parseLong(intent.group(1)), intent.replaceFirst("")) : offset;
    }

    private static Committed without(Pattern words, Committed offset) {
        return new Committed(offset.offset(), words.matcher(offset.metadata()).replaceFirst(""));
    }
}

package io.bisync.loading.partition;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.Offsets;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.range.OffsetMetadata;
import io.bisync.loading.range.Rejections;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the broker says of some partitions, read together and judged one by one. */
final class CommittedOffsets {

    /** A committed offset of the topic that is loaded, and what stands beside it. */
    record Found(Committed committed, String topicId, OffsetMetadata metadata) {}

    private static final Logger log = LoggerFactory.getLogger(CommittedOffsets.class);

    private final KnownTopics known;
    private final Map<TopicPartition, Committed> committed;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> ends;
    private final Map<String, String> topicIds;

    CommittedOffsets(Offsets offsets, KnownTopics known, Set<TopicPartition> partitions) {
        this.known = known;
        this.committed = offsets.committed(partitions);
        this.beginnings = offsets.beginnings(committed.keySet());
        this.ends = offsets.ends(committed.keySet());
        this.topicIds = offsets.topicIds(topics(partitions));
    }

    static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    /**
     * What the group committed, or null where it has none of this topic yet.
     *
     * @throws FailureException when nobody can go by it
     */
    @Nullable Found found(TopicPartition partition) {
        var id = topicId(partition);
        var offset = committed.get(partition);
        if (offset == null) {
            return null;
        }
        var metadata = OffsetMetadata.parse(offset.metadata());
        if (metadata == null) {
            return new Found(offset, id, new OffsetMetadata(id, 0, Rejections.NOTHING, null));
        }
        if (metadata.topicId().equals(id)) {
            return new Found(offset, id, metadata);
        }
        log.atWarn()
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", offset.offset())
                .log(
                        "The topic was deleted and made again: its id is {}, the committed offset was of {}; reading from the beginning",
                        id,
                        metadata.topicId());
        return null;
    }

    /**
     * Returns when the topic has the records at the offset, or will.
     *
     * @throws FailureException when it has them no more, or lost some before it
     */
    void checkInside(TopicPartition partition, long offset) {
        var beginning = beginnings.getOrDefault(partition, 0L);
        var end = ends.getOrDefault(partition, Long.MAX_VALUE);
        if (offset < beginning) {
            throw new FailureException(new Failure(
                    FailureKind.OUT_OF_RANGE,
                    "Records [%d,%d) were deleted from the topic before they were loaded: load them from their source again, then set the group's offset to %d"
                            .formatted(offset, beginning, beginning)));
        }
        if (offset > end) {
            throw new FailureException(new Failure(
                    FailureKind.OUT_OF_RANGE,
                    "The committed offset %d is beyond the topic's end %d: the broker lost records; find out which, then set the group's offset"
                            .formatted(offset, end)));
        }
    }

    /** Commits the beginnings of partitions that the group has no offset of. */
    void begin(Offsets offsets, Set<TopicPartition> partitions, int epoch) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Committed> first = new HashMap<>();
        offsets.beginnings(partitions).forEach((partition, offset) -> {
            var metadata = new OffsetMetadata(topicId(partition), epoch, Rejections.NOTHING, null);
            first.put(partition, new Committed(offset, metadata.text()));
        });
        offsets.commit(first);
    }

    private String topicId(TopicPartition partition) {
        return known.sameTopic(partition.topic(), topicIds);
    }
}

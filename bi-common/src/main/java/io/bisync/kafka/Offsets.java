package io.bisync.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where groups read on, and where partitions begin and end. How long to wait for an answer is up to who asks. */
public final class Offsets {

    private Offsets() {}

    /** What a consumer group has committed, without the partitions of which it has nothing. */
    public static KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> ofConsumers(Admin admin, String group) {
        return admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                .partitionsToOffsetAndMetadata(group)
                .thenApply(all -> {
                    Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(all);
                    known.values().removeIf(Objects::isNull);
                    return known;
                });
    }

    /** Below what everything is through of a share group, without the partitions that it has not begun. */
    public static KafkaFuture<Map<TopicPartition, SharePartitionOffsetInfo>> ofSharers(Admin admin, String group) {
        return admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                .partitionsToOffsetInfo(group)
                .thenApply(all -> {
                    Map<TopicPartition, SharePartitionOffsetInfo> known = new HashMap<>(all);
                    known.values().removeIf(it -> it == null || it.startOffset() < 0);
                    return known;
                });
    }

    /** Where something is in partitions, for a reader of what is committed; -1 where there is nothing of it. */
    public static KafkaFuture<Map<TopicPartition, Long>> at(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec) {
        return admin.listOffsets(
                        partitions.stream().distinct().collect(Collectors.toMap(it -> it, _ -> spec)),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .thenApply(all -> all.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, it -> it.getValue().offset())));
    }
}

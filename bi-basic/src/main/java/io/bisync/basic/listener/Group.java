package io.bisync.basic.listener;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.kafka.Offsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** A group at the brokers: a consumer group or a share group. */
sealed interface Group {

    static Group of(Kind kind, String id, Answers kafka) {
        return kind == Kind.SHARED ? new Shared(id, kafka) : new Consumers(id, kafka);
    }

    /** How many members it has now. */
    int members(Admin admin);

    /** Where it reads on, without the partitions of which it has no position yet. */
    Map<TopicPartition, OffsetAndMetadata> positions(Admin admin);

    void move(Admin admin, Map<TopicPartition, Long> positions);

    /** Members that share partitions out. */
    record Consumers(String id, Answers kafka) implements Group {

        @Override
        public int members(Admin admin) {
            var group = kafka.answerUnless(
                    GroupIdNotFoundException.class,
                    Objects.requireNonNull(admin.describeConsumerGroups(List.of(id))
                            .describedGroups()
                            .get(id)));
            return group == null ? 0 : group.members().size();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> positions(Admin admin) {
            return kafka.answer(Offsets.ofConsumers(admin, id));
        }

        @Override
        public void move(Admin admin, Map<TopicPartition, Long> positions) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            positions.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
            kafka.answer(admin.alterConsumerGroupOffsets(id, offsets).all());
        }
    }

    /** Members that share records out. */
    record Shared(String id, Answers kafka) implements Group {

        @Override
        public int members(Admin admin) {
            var group = kafka.answerUnless(
                    GroupIdNotFoundException.class,
                    Objects.requireNonNull(admin.describeShareGroups(List.of(id))
                            .describedGroups()
                            .get(id)));
            return group == null ? 0 : group.members().size();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> positions(Admin admin) {
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
            kafka.answer(Offsets.ofSharers(admin, id))
                    .forEach((partition, info) -> known.put(partition, new OffsetAndMetadata(info.startOffset())));
            return known;
        }

        @Override
        public void move(Admin admin, Map<TopicPartition, Long> positions) {
            kafka.answer(admin.alterShareGroupOffsets(id, positions).all());
        }
    }
}

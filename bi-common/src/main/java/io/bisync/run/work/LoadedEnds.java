package io.bisync.run.work;

import io.bisync.kafka.Offsets;
import io.bisync.run.SliceEnd;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Whether the records of a slice are loaded, asked of the brokers. */
final class LoadedEnds {

    private static final long PATIENCE_SECONDS = 4;

    /** What became of the records. */
    enum Verdict {
        /** The group that loads them has committed all of them. */
        LOADED,
        UNDERWAY,
        /** A topic was deleted, or made anew: they are not there any more. */
        LOST
    }

    private final Admin admin;
    private final Function<String, @Nullable String> groups;

    /** @param groups the group that loads a topic; null where none does */
    LoadedEnds(Admin admin, Function<String, @Nullable String> groups) {
        this.admin = admin;
        this.groups = groups;
    }

    /**
     * How things stood when it was asked.
     *
     * @param ids of the topics that there are
     * @param committed by the groups that load them
     */
    record Look(Map<String, String> ids, Map<TopicPartition, Long> committed) {

        Verdict of(List<SliceEnd> ends) {
            if (!ends.stream().allMatch(it -> it.topicId().equals(ids.get(it.topic())))) {
                return Verdict.LOST;
            }
            return ends.stream()
                            .allMatch(it -> committed.getOrDefault(new TopicPartition(it.topic(), it.partition()), 0L)
                                    >= it.offset())
                    ? Verdict.LOADED
                    : Verdict.UNDERWAY;
        }
    }

    /**
     * Asks for all of these at once.
     *
     * @throws KafkaException when the brokers do not answer
     */
    Look look(Collection<SliceEnd> ends) throws InterruptedException {
        var topics = new HashSet<String>();
        var asked = new HashSet<String>();
        for (var end : ends) {
            topics.add(end.topic());
            var group = groups.apply(end.topic());
            if (group != null) {
                asked.add(group);
            }
        }
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (var group : asked) {
            answer(Offsets.ofConsumers(admin, group))
                    .forEach((partition, offset) -> take(committed, group, partition, offset));
        }
        return new Look(ids(topics), committed);
    }

    /** Kafka's ids of topics, without those that there are not. */
    Map<String, String> ids(Set<String> topics) throws InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (var described : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(
                        described.getKey(),
                        answer(described.getValue()).topicId().toString());
            } catch (UnknownTopicOrPartitionException gone) {
                // Said by its absence.
            }
        }
        return ids;
    }

    private void take(
            Map<TopicPartition, Long> committed, String group, TopicPartition partition, OffsetAndMetadata offset) {
        if (group.equals(groups.apply(partition.topic()))) {
            committed.put(partition, offset.offset());
        }
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof KafkaException told
                    ? told
                    : new KafkaException("The brokers refuse an answer", refused);
        } catch (TimeoutException silent) {
            throw new KafkaException("The brokers do not answer", silent);
        }
    }
}

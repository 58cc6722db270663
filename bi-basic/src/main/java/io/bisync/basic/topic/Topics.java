package io.bisync.basic.topic;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.kafka.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the brokers say of topics, within seconds; refused where they do not. */
public class Topics {

    /** Whoever plans holds back who works: nobody waits for brokers that are away. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /**
     * A topic.
     *
     * @param id Kafka's own: one that is made anew has another
     */
    public record Topic(String name, String id, int partitions) {

        public List<TopicPartition> all() {
            return IntStream.range(0, partitions)
                    .mapToObj(it -> new TopicPartition(name, it))
                    .toList();
        }
    }

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** Those that there are, by their names. */
    public Map<String, Topic> of(Collection<String> names) {
        var described = admin.describeTopics(names).topicNameValues();
        var topics = new HashMap<String, Topic>();
        described.forEach((name, answer) -> {
            try {
                var topic = await(answer);
                topics.put(
                        name,
                        new Topic(
                                name,
                                topic.topicId().toString(),
                                topic.partitions().size()));
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw away(failed);
                }
            }
        });
        return topics;
    }

    /** The first offset of each. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return answer(Offsets.at(admin, partitions, OffsetSpec.earliest()));
    }

    /** The offset after the last record of each that is committed. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return answer(Offsets.at(admin, partitions, OffsetSpec.latest()));
    }

    /** The offset of the first record of each that was published then or later; -1 where there is none. */
    public Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, Instant time) {
        return answer(Offsets.at(admin, partitions, OffsetSpec.forTimestamp(time.toEpochMilli())));
    }

    /** When the first record of each was published, without those that have none. */
    public Map<TopicPartition, Instant> firstTimes(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        return answer(admin.listOffsets(
                                partitions.stream()
                                        .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.forTimestamp(0))),
                                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .entrySet()
                .stream()
                .filter(it -> it.getValue().timestamp() >= 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        it -> Instant.ofEpochMilli(it.getValue().timestamp())));
    }

    /** How long each keeps its records, without those that keep them for ever or say nothing. */
    public Map<String, Duration> kept(Collection<String> names) {
        var kept = new HashMap<String, Duration>();
        answer(admin.describeConfigs(names.stream()
                                .map(it -> new ConfigResource(ConfigResource.Type.TOPIC, it))
                                .toList())
                        .all())
                .forEach((topic, settings) -> {
                    var retention = settings.get(TopicConfig.RETENTION_MS_CONFIG);
                    var value = retention == null ? null : retention.value();
                    if (value != null && Long.parseLong(value) >= 0) {
                        kept.put(topic.name(), Duration.ofMillis(Long.parseLong(value)));
                    }
                });
        return kept;
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return await(future);
        } catch (ExecutionException failed) {
            throw away(failed);
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw away("interrupted");
        } catch (TimeoutException silent) {
            throw away("no answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static RefusedException away(ExecutionException failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        return away(cause.getClass().getSimpleName() + " " + cause.getMessage());
    }

    private static RefusedException away(String why) {
        return new RefusedException(
                Code.KAFKA_DOWN, "Kafka does not answer that (%s); nothing was changed".formatted(why));
    }
}

package io.bisync.loading.kafka;

import io.bisync.kafka.SharedKafka;
import io.bisync.local.kafka.LocalKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** What all tests of loading ask the broker that they share. */
final class LoadingBroker {

    static final int PARTITIONS = 3;

    private static final int LIMIT_SECONDS = 60;

    private static @Nullable LoadingBroker shared;

    final LocalKafka kafka;
    final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    private LoadingBroker(LocalKafka kafka) {
        this.kafka = kafka;
        admin = Admin.create(client());
        Map<String, Object> settings = new HashMap<>(client());
        // Right after a topic is made its leader refuses for a moment; requests in flight behind the first refused one
        // would then stay out of sequence.
        settings.put("max.in.flight.requests.per.connection", 1);
        settings.put("max.request.size", 16 * 1024 * 1024);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static synchronized LoadingBroker shared() {
        if (shared == null) {
            shared = new LoadingBroker(SharedKafka.broker());
        }
        return shared;
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    /** Makes the topic, its dead letter topic, and the topic where records wait for as long as it takes. */
    void create(String topic, Map<String, String> configs)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> parked = new HashMap<>(configs);
        parked.put("retention.ms", "-1");
        admin.createTopics(List.of(
                        new NewTopic(topic, PARTITIONS, (short) 1).configs(configs),
                        new NewTopic(topic + "-dlt", PARTITIONS, (short) 1).configs(configs),
                        new NewTopic(topic + "-parked", PARTITIONS, (short) 1).configs(parked)))
                .all()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Writes them all and returns once they are acknowledged. */
    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> messages)
            throws ExecutionException, InterruptedException, TimeoutException {
        var sent = messages.stream().map(producer::send).toList();
        var acknowledged = new ArrayList<RecordMetadata>();
        for (var one : sent) {
            acknowledged.add(one.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        return acknowledged;
    }

    /** A producer that begins, commits and aborts transactions under this id. */
    KafkaProducer<byte[], byte[]> transactional(String id) {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put("transactional.id", id);
        var transactional = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        transactional.initTransactions();
        return transactional;
    }

    Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS));
        found.values().removeIf(Objects::isNull);
        return found;
    }

    /** How many partitions of the topic have records that the group has not committed. */
    long behind(String topic, String group) throws ExecutionException, InterruptedException, TimeoutException {
        var committed = committed(group);
        return ends(topic).entrySet().stream()
                .filter(it -> it.getValue() > 0)
                .filter(it -> !Optional.ofNullable(committed.get(it.getKey()))
                        .map(OffsetAndMetadata::offset)
                        .equals(Optional.of(it.getValue())))
                .count();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(String topic) {
        var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var ends = ends(topic + "-dlt");
        try (var consumer = consumer()) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            await("dead letters").until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
                return ends.entrySet().stream().allMatch(it -> consumer.position(it.getKey()) >= it.getValue());
            });
        }
        return letters;
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private Map<TopicPartition, Long> ends(String topic) {
        try (var consumer = consumer()) {
            var partitions = consumer.partitionsFor(topic, Duration.ofSeconds(LIMIT_SECONDS)).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            return consumer.endOffsets(partitions, Duration.ofSeconds(LIMIT_SECONDS));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put("max.partition.fetch.bytes", 16 * 1024 * 1024);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

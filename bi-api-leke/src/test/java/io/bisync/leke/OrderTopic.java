package io.bisync.leke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import io.bisync.listener.decision.ListenerDecision;
import io.bisync.local.leke.LekeSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Leke's order topic as the tests see it: everything on it, and how far the service has come. */
final class OrderTopic implements AutoCloseable {

    static final String NAME = LekeSettings.TOPIC;
    static final String DEAD_LETTERS = NAME + "-dlt";
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String GROUP = "bi-api-leke.orders";
    private static final int PARTITIONS = 6;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Object> client;
    private final Admin admin;

    OrderTopic(String bootstrapServers) {
        client = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(client);
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer =
                new KafkaConsumer<byte[], byte[]>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var ends = consumer.endOffsets(partitions(topic), LIMIT);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            await("all of " + topic).atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return ends.entrySet().stream().allMatch(it -> consumer.position(it.getKey()) >= it.getValue());
            });
        }
        return records;
    }

    void write(byte[] key, byte @Nullable [] value) throws Exception {
        write(NAME, key, value);
    }

    /** As bi-basic tells services what an operator decided of the listener of this topic. */
    void decide(ListenerDecision.State state) throws Exception {
        write(
                ListenerDecision.TOPIC,
                ListenerDecision.key("bi-api-leke", "orders", null).getBytes(UTF_8),
                """
                {"state":"%s","reason":"a test","by":"an operator","at":"2026-11-01T00:00:00Z"}\
                """.formatted(state).getBytes(UTF_8));
    }

    private void write(String topic, byte[] key, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<byte[], byte[]>(topic, key, value)).get(60, TimeUnit.SECONDS);
        }
    }

    /** Returns when the service has committed everything that is on the topic. */
    void awaitAllCommitted() {
        await("commits of everything")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> behind() == 0);
    }

    /** How many records the group has not committed. */
    long behind() throws Exception {
        var committed = committed();
        return ends().entrySet().stream()
                .mapToLong(it -> it.getValue() - committed.getOrDefault(it.getKey(), 0L))
                .sum();
    }

    /** As bi-basic moves a group that has no member: past all that is there. The records that it passes. */
    List<ConsumerRecord<byte[], byte[]>> skip() throws Exception {
        await("a group without members")
                .atMost(LIMIT)
                .until(() ->
                        admin.describeConsumerGroups(List.of(GROUP)).all().get(60, TimeUnit.SECONDS).values().stream()
                                .allMatch(it -> it.members().isEmpty()));
        var committed = committed();
        var ends = new HashMap<TopicPartition, OffsetAndMetadata>();
        ends().forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
        admin.alterConsumerGroupOffsets(GROUP, ends).all().get(60, TimeUnit.SECONDS);
        return records(NAME).stream()
                .filter(it -> it.offset() >= committed.getOrDefault(new TopicPartition(it.topic(), it.partition()), 0L))
                .toList();
    }

    private Map<TopicPartition, Long> committed() throws Exception {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get(60, TimeUnit.SECONDS)
                .forEach((partition, offset) -> committed.put(partition, offset == null ? 0 : offset.offset()));
        return committed;
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        return admin
                .listOffsets(partitions(NAME).stream().collect(toMap(it -> it, _ -> OffsetSpec.latest())))
                .all()
                .get(60, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }

    /** The event of a record; null for one without value and for poison that is no JSON. */
    static @Nullable JsonNode event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : JSON.readTree(record.value());
        } catch (JacksonException poison) {
            return null;
        }
    }

    /** Where a dead letter was read. */
    static String origin(ConsumerRecord<byte[], byte[]> letter) {
        return new String(header(letter, "kafka_dlt-original-topic"), UTF_8) + " "
                + ByteBuffer.wrap(header(letter, "kafka_dlt-original-partition"))
                        .getInt() + " "
                + ByteBuffer.wrap(header(letter, "kafka_dlt-original-offset")).getLong();
    }

    static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        return requireNonNull(record.headers().lastHeader(name)).value();
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(it -> new TopicPartition(topic, it))
                .toList();
    }
}

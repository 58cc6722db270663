package io.bisync.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of the shared broker: made, filled and looked at. */
public final class TestTopics implements AutoCloseable {

    private final Map<String, Object> connection =
            Map.of("bootstrap.servers", SharedKafka.broker().bootstrapServers());
    private final Admin admin = Admin.create(connection);
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());

    public Admin admin() {
        return admin;
    }

    /** Makes topics, each with its topic of dead letters. */
    public void create(int partitions, String... topics) throws Exception {
        admin.createTopics(Arrays.stream(topics)
                        .flatMap(it -> List.of(it, it + "-dlt").stream())
                        .map(it -> new NewTopic(it, partitions, (short) 1))
                        .toList())
                .all()
                .get();
    }

    public void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        for (var sent : records.stream().map(producer::send).toList()) {
            sent.get();
        }
    }

    /** Sends values under one key, to partition 0. */
    public void send(String topic, String... values) throws Exception {
        send(Arrays.stream(values)
                .map(it -> new ProducerRecord<>(topic, 0, "key".getBytes(UTF_8), it.getBytes(UTF_8)))
                .toList());
    }

    /** All records of a topic that are committed now. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** The values of {@link #records} as text. */
    public List<String> values(String topic) {
        return records(topic).stream().map(it -> new String(it.value(), UTF_8)).toList();
    }

    /** The offset that a group has committed; 0 where it has none. */
    public long committed(String group, String topic, int partition) throws Exception {
        var offset = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, partition));
        return offset == null ? 0 : offset.offset();
    }

    /** How many offsets of a topic a group has not committed. */
    public long lag(String group, String topic) throws Exception {
        var lag = 0L;
        try (var consumer = consumer()) {
            for (var end : consumer.endOffsets(partitions(consumer, topic)).entrySet()) {
                lag += end.getValue() - committed(group, topic, end.getKey().partition());
            }
        }
        return lag;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map((PartitionInfo it) -> new TopicPartition(topic, it.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new HashMap<>(connection);
        settings.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

package io.bisync.local.demo;

import io.bisync.local.dictionary.Dictionary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the records of one order, or of another entity, on its topics. */
final class OrderEvents {

    /** One record of it. */
    record Event(String topic, int partition, long offset, String version, String origin) {

        @Override
        public String toString() {
            return "%s partition %d offset %d  version %s  %s"
                    .formatted(topic, partition, offset, version, origin)
                    .stripTrailing();
        }
    }

    private OrderEvents() {}

    static List<Event> of(String bootstrapServers, String key, Dictionary page) {
        String own = "erp.%s.%s".formatted(page.source(), page.entity());
        List<String> topics = List.of(own + ".history", page.fact("topic").orElse(own));
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        List<Event> events = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .filter(consumer.listTopics().keySet()::contains)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    if (Arrays.equals(wanted, record.key())) {
                        events.add(new Event(
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                version(record),
                                header(record, "ce_origin")));
                    }
                }
            }
        }
        return events;
    }

    private static String version(ConsumerRecord<byte[], byte[]> record) {
        String version = header(record, "ce_entityversion");
        if (version.isEmpty() && record.value() != null) {
            var found = Pattern.compile("\"version\"\\s*:\\s*(\\d+)")
                    .matcher(new String(record.value(), StandardCharsets.UTF_8));
            return found.find() ? found.group(1) : "-";
        }
        return version;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}

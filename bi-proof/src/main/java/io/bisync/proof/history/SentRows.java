package io.bisync.proof.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.proof.probe.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Kafka has of history, committed only: the rows, and the progress that goes with their pages. */
final class SentRows implements AutoCloseable {

    private static final String PROGRESS = "erp.jushuitan.slices";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<String, Integer> rows = new HashMap<>();
    private final List<Progress> progress = new ArrayList<>();

    /** That a page of a slice is published. */
    record Progress(long slice, long fence, long at) {}

    SentRows(String bootstrapServers, Set<String> entities) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "reconnect.backoff.max.ms",
                        200),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = Stream.concat(Stream.of(PROGRESS), entities.stream().map("erp.jushuitan.%s.history"::formatted))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(it -> new TopicPartition(it.topic(), it.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads to the end. */
    void look() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
            consumer.poll(POLL).forEach(record -> {
                if (record.topic().equals(PROGRESS)) {
                    note(record);
                } else {
                    rows.merge(row(record), 1, Integer::sum);
                }
            });
        }
    }

    /** All rows that came since they were taken last, as often as they came. */
    PublishedRows take() {
        look();
        var taken = new PublishedRows(rows);
        rows.clear();
        return taken;
    }

    /** When the first page of a slice was published by somebody who came after the holder of this fence. */
    Optional<Long> after(long slice, long fence) {
        return progress.stream()
                .filter(it -> it.slice() == slice && it.fence() > fence)
                .map(Progress::at)
                .findFirst();
    }

    /** When the first page was published after a moment. */
    Optional<Long> after(long moment) {
        return progress.stream().map(Progress::at).filter(it -> it > moment).findFirst();
    }

    /** Pages that were published by whom somebody else had come after, in words. */
    List<String> ofZombies() {
        Map<Long, Long> newest = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Progress page : progress) {
            if (newest.merge(page.slice(), page.fence(), Math::max) > page.fence()) {
                wrong.add("A page of slice %d was published under fence %d after a newer one"
                        .formatted(page.slice(), page.fence()));
            }
        }
        return wrong;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            JsonNode said = JSON.readTree(record.value());
            progress.add(new Progress(
                    Long.parseLong(new String(record.key(), UTF_8)),
                    said.get("fence").asLong(),
                    record.timestamp()));
        }
    }

    private static String row(ConsumerRecord<byte[], byte[]> record) {
        return "%s %s %s"
                .formatted(record.topic(), Topics.header(record, "ce_account"), new String(record.key(), UTF_8));
    }
}

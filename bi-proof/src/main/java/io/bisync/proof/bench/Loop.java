package io.bisync.proof.bench;

import io.bisync.loading.kafka.LoadingConsumerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A loop of one thread over the topic: poll, do something, commit. Its consumer fetches as much as the product's. */
final class Loop {

    /** What is done with a poll; answers the bytes that were sent. */
    @FunctionalInterface
    interface Work {
        Sent with(ConsumerRecords<byte[], byte[]> records) throws Exception;
    }

    /** What a poll became. */
    record Sent(long loads, long rows, long bytes) {}

    /** Each poll is one request here, so small ones cost more: with 500 it is as fast, with 100 it takes a quarter more CPU. */
    private static final int POLL_RECORDS = 1_000;

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private Loop() {}

    static void run(Task task, Stretch stretch, Work work) throws Exception {
        long lastRecord = System.nanoTime();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings(task))) {
            consumer.subscribe(List.of(Service.LIVE));
            while (!stretch.isOver()) {
                var records = consumer.poll(POLL);
                if (records.isEmpty() && System.nanoTime() - lastRecord > LONGEST_SILENCE.toNanos()) {
                    throw new IllegalStateException("No record came for " + LONGEST_SILENCE);
                } else if (!records.isEmpty()) {
                    lastRecord = System.nanoTime();
                    stretch.polled();
                    var sent = work.with(records);
                    consumer.commitSync();
                    stretch.committed(records.count(), sent.loads(), sent.rows(), sent.bytes());
                }
            }
            stretch.remember();
        }
    }

    private static Map<String, Object> settings(Task task) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "bench-" + UUID.randomUUID());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LoadingConsumerConfig.FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LoadingConsumerConfig.FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        return settings;
    }
}

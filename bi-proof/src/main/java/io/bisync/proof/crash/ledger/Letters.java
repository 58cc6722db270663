package io.bisync.proof.crash.ledger;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The places of all records that were rejected, read from the dead letter topic itself. */
public final class Letters implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<Written.Place> places = new HashSet<>();

    public Letters(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, Orders.PARTITIONS)
                .mapToObj(it -> new TopicPartition(topic + "-dlt", it))
                .toList());
    }

    /** Reads on to the present end. */
    public Set<Written.Place> read() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
            consumer.poll(POLL).forEach(it -> places.add(place(it)));
        }
        return Set.copyOf(places);
    }

    private static Written.Place place(ConsumerRecord<byte[], byte[]> letter) {
        return new Written.Place(
                ByteBuffer.wrap(header(letter, "kafka_dlt-original-partition")).getInt(),
                ByteBuffer.wrap(header(letter, "kafka_dlt-original-offset")).getLong());
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Objects.requireNonNull(letter.headers().lastHeader(name), name).value();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

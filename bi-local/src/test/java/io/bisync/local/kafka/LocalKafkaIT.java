package io.bisync.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

    private static final String TOPIC = "kept";
    private static final int ENOUGH = 5_000;

    @TempDir
    Path data;

    @Test
    void acknowledgedRecordsSurviveAKillWhileProducing() throws Exception {
        try (var kafka = LocalKafka.start(data);
                var producer = producer(kafka)) {
            create(kafka);
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            var underWay = new CountDownLatch(ENOUGH);
            var writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 2 * ENOUGH; i++) {
                    String value = "v" + i;
                    var _ = producer.send(new ProducerRecord<>(TOPIC, value), (_, failure) -> {
                        if (failure == null) {
                            acknowledged.add(value);
                            underWay.countDown();
                        }
                    });
                }
            });
            assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
            long killed = kafka.pid();
            kafka.kill();
            assertThat(ProcessHandle.of(killed)).isEmpty();
            Set<String> before = Set.copyOf(acknowledged);

            kafka.restart();

            assertThat(kafka.pid()).isNotEqualTo(killed);
            writer.join();
            producer.flush();
            assertThat(acknowledged).hasSize(2 * ENOUGH);
            assertThat(read(kafka, 2 * ENOUGH)).containsAll(before).containsAll(acknowledged);
        }
    }

    private static KafkaProducer<String, String> producer(LocalKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 1),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void create(LocalKafka kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(60, TimeUnit.SECONDS);
        }
    }

    private static Set<String> read(LocalKafka kafka, int count) {
        Set<String> values = new HashSet<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            long start = System.nanoTime();
            while (values.size() < count
                    && System.nanoTime() - start < Duration.ofMinutes(1).toNanos()) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}

package io.bisync.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.handler.HandlerAutoConfiguration;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.operations.SchedulingAutoConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;

/** Lanes between a real broker and a listener as anyone writes it. */
class LanesIT {

    private static final int PARTITIONS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static LocalKafka kafka;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    private final Parcels parcels = new Parcels();

    @BeforeAll
    static void start() {
        kafka = SharedKafka.broker();
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void whileMembersComeAndGoEveryRecordIsHandledAndEveryKeyIsInOrder(String protocol) throws Exception {
        var topic = "moved." + protocol;
        create(topic);
        var expected = new HashMap<String, List<Integer>>();
        try (var first = member(topic, protocol)) {
            send(topic, expected, 0, 1_000);
            await().atMost(LIMIT).until(() -> parcels.total() > 200);
            try (var second = member(topic, protocol)) {
                send(topic, expected, 1_000, 2_000);
                await().atMost(LIMIT).until(() -> parcels.total() > 1_500);
                assertThat(second.isRunning()).isTrue();
            }
            send(topic, expected, 2_000, 3_000);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(lag(topic)).isZero());
            assertThat(first.isRunning()).isTrue();
        }

        assertThat(parcels.inOrderOfTheirFirstTime()).isEqualTo(expected);
        assertThat(deadLetters(topic)).isEmpty();
    }

    @Test
    void aRecordThatFailsForGoodIsADeadLetterWithItsOwnBytesAndHeaders() throws Exception {
        create("poisoned");
        try (var member = member("poisoned", "classic")) {
            var poison = new ProducerRecord<>("poisoned", 1, "k1".getBytes(UTF_8), "poison".getBytes(UTF_8));
            poison.headers().add("ce_id", "7:1".getBytes(UTF_8));
            producer.send(poison).get();
            send("poisoned", new HashMap<>(), 0, 50);

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(lag("poisoned")).isZero());
            assertThat(member.isRunning()).isTrue();
        }

        assertThat(parcels.total()).isEqualTo(50);
        assertThat(deadLetters("poisoned")).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("poison".getBytes(UTF_8));
            assertThat(letter.partition()).isEqualTo(1);
            assertThat(letter.headers().lastHeader("ce_id").value()).isEqualTo("7:1".getBytes(UTF_8));
            assertThat(letter.headers().lastHeader("kafka_dlt-exception-message"))
                    .isNotNull();
        });
    }

    @Test
    void aKeyThatIsStuckPausesItsPartitionAtItsBoundAndHealthNamesIt() throws Exception {
        create("stuck");
        try (var member = member("stuck", "classic")) {
            parcels.stuck = new CountDownLatch(1);
            producer.send(new ProducerRecord<>("stuck", 0, "7:stuck".getBytes(UTF_8), "wait".getBytes(UTF_8)))
                    .get();
            send(IntStream.range(0, 400)
                    .mapToObj(i -> new ProducerRecord<>("stuck", i % 2 * 2, bytes("k" + i), bytes("" + i)))
                    .toList());

            var health = member.getBean(LaneHealthIndicator.class);
            await().atMost(LIMIT).untilAsserted(() -> {
                var now = Objects.requireNonNull(health.health());
                assertThat(now.getStatus()).isEqualTo(Status.DOWN);
                assertThat(now.getDetails().toString()).contains("BI-LANE-01", "stuck-0", "offset 0", "7:stuck");
            });
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(committed("stuck", 2)).isEqualTo(200));
            assertThat(committed("stuck", 0)).isZero();

            parcels.stuck.countDown();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(committed("stuck", 0)).isEqualTo(201));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(
                                    Objects.requireNonNull(health.health()).getStatus())
                            .isEqualTo(Status.UP));
        }
    }

    private ConfigurableApplicationContext member(String topic, String protocol) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("parcels", parcels))
                .properties(
                        "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "spring.cloud.nacos.config.enabled=false",
                        "spring.cloud.nacos.config.import-check.enabled=false",
                        "spring.main.banner-mode=off",
                        "logging.level.org.apache.kafka=warn",
                        "bi.kafka.consumer[group.protocol]=" + protocol,
                        "bi.kafka.consumer[max.poll.records]=50",
                        "bi.handlers.first-retry=10ms",
                        "bi.lanes.listeners.parcels.bound=100",
                        "test.topic=" + topic)
                .run();
    }

    private static void send(String topic, Map<String, List<Integer>> expected, int from, int to) throws Exception {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var i = from; i < to; i++) {
            var key = "k" + i % 97;
            expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
            records.add(new ProducerRecord<>(topic, bytes(key), bytes("" + i)));
        }
        send(records);
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        for (var sent : records.stream().map(producer::send).toList()) {
            sent.get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void create(String topic) throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(topic, PARTITIONS, (short) 1),
                        new NewTopic(topic + "-dlt", PARTITIONS, (short) 1)))
                .all()
                .get();
    }

    private static long committed(String topic, int partition) throws Exception {
        return Objects.requireNonNullElse(
                        offsets(topic).get(new TopicPartition(topic, partition)), new OffsetAndMetadata(0))
                .offset();
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(String topic) throws Exception {
        return admin.listConsumerGroupOffsets(topic + ".parcels")
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private static long lag(String topic) throws Exception {
        var offsets = offsets(topic);
        var lag = 0L;
        try (var consumer = consumer()) {
            for (var end : consumer.endOffsets(partitions(topic)).entrySet()) {
                var committed = offsets.get(end.getKey());
                lag += end.getValue() - (committed == null ? 0 : committed.offset());
            }
        }
        return lag;
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(String topic) {
        var letters = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer()) {
            var partitions = partitions(topic + "-dlt");
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
            }
        }
        return letters;
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(it -> new TopicPartition(topic, it))
                .toList();
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What all members of a group have handled. */
    static final class Parcels {

        private final Map<String, List<Integer>> handled = new ConcurrentHashMap<>();
        private final Set<Integer> failed = ConcurrentHashMap.newKeySet();
        volatile CountDownLatch stuck = new CountDownLatch(0);

        int total() {
            return handled.values().stream().mapToInt(List::size).sum();
        }

        /** Repeats are allowed where a member goes; an order is not. */
        Map<String, List<Integer>> inOrderOfTheirFirstTime() {
            var first = new HashMap<String, List<Integer>>();
            handled.forEach((key, numbers) ->
                    first.put(key, List.copyOf(numbers).stream().distinct().toList()));
            return first;
        }

        void handle(String key, String value) throws InterruptedException {
            switch (value) {
                case "poison" -> throw new IllegalStateException("poison");
                case "wait" -> stuck.await();
                default -> {
                    var number = Integer.parseInt(value);
                    if (number % 13 == 0 && failed.add(number)) {
                        throw new IllegalStateException("the first time always");
                    }
                    handled.computeIfAbsent(key, _ -> Collections.synchronizedList(new ArrayList<>()))
                            .add(number);
                }
            }
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        KafkaAutoConfiguration.class,
        KafkaClientsAutoConfiguration.class,
        TaskSchedulingAutoConfiguration.class,
        SchedulingAutoConfiguration.class,
        HandlerAutoConfiguration.class,
        LaneAutoConfiguration.class
    })
    static class Service {

        @Bean
        Listener listener(Parcels parcels) {
            return new Listener(parcels);
        }
    }

    static class Listener {

        private final Parcels parcels;

        Listener(Parcels parcels) {
            this.parcels = parcels;
        }

        @KafkaListener(
                id = "parcels",
                groupId = "${test.topic}.parcels",
                topics = "${test.topic}",
                containerFactory = "lanes")
        void handle(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
            parcels.handle(new String(record.key(), UTF_8), new String(record.value(), UTF_8));
        }
    }
}

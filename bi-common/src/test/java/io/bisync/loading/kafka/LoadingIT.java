package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.event.EventHeaders;
import io.bisync.loading.PartitionStatus;
import io.bisync.loading.TinyOrders;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.starrocks.InMemoryStreamLoad;
import io.bisync.starrocks.InMemoryStreamLoad.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.kafka.support.KafkaHeaders;

class LoadingIT {

    private static final int PARTITIONS = 3;

    @TempDir
    private static Path data;

    @SuppressWarnings("NullAway.Init")
    private static LocalKafka kafka;

    @SuppressWarnings("NullAway.Init")
    private static Admin admin;

    @SuppressWarnings("NullAway.Init")
    private static KafkaProducer<byte[], byte[]> producer;

    private final InMemoryStreamLoad starRocks = new InMemoryStreamLoad();
    private final List<ConfigurableApplicationContext> members = new ArrayList<>();
    private final List<Future<RecordMetadata>> produced = new ArrayList<>();
    private String topic = "";

    @BeforeAll
    static void startBroker() {
        kafka = LocalKafka.start(data);
        admin = Admin.create(LoadingService.client(kafka.bootstrapServers()));
        Map<String, Object> settings = new HashMap<>(LoadingService.client(kafka.bootstrapServers()));
        // Right after a topic is made its leader refuses for a moment; requests in flight behind the first refused one
        // would then stay out of sequence.
        settings.put("max.in.flight.requests.per.connection", 1);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stopBroker() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        admin.createTopics(List.of(
                        new NewTopic(topic, PARTITIONS, (short) 1),
                        new NewTopic(topic + "-dlt", PARTITIONS, (short) 1)))
                .all()
                .get(60, TimeUnit.SECONDS);
        starRocks.table("ods_tiny_order", "account_id", "id");
        starRocks.table("ods_tiny_order_item", "account_id", "id", "item");
    }

    @AfterEach
    void stopMembers() {
        members.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void recordsAreLoadedOnceAndOffsetsFollow() throws Exception {
        produce(0, 300);
        var member = start();
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(300));
        assertThat(starRocks.rows("ods_tiny_order_item")).hasSize(300);
        committedEverything();
        assertThat(starRocks.sent()).doesNotHaveDuplicates();
        assertThat(committed().values())
                .allSatisfy(
                        it -> assertThat(it.metadata()).startsWith("bi1 topic=").doesNotContain(" to="));
        var meters = member.getBean(MeterRegistry.class);
        assertThat(meters.counter("bi.loading.records.received", "topic", topic).count())
                .isEqualTo(300);
        assertThat(meters.counter("bi.loading.records.loaded", "topic", topic).count())
                .isEqualTo(300);
        assertThat(member.getBean(LoadingHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void poisonAloneGoesToTheDeadLetterTopic() throws Exception {
        produce(0, 10);
        var poison = send(TinyOrders.key(99), TinyOrders.misfit(99));
        produce(10, 10);
        start();
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(20));
        committedEverything();
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(TinyOrders.misfit(99));
            assertThat(letter.key()).isEqualTo(TinyOrders.key(99));
            assertThat(letter.partition()).isEqualTo(poison.partition());
            assertThat(header(letter, EventHeaders.ACCOUNT)).hasValue("7");
            assertThat(header(letter, KafkaDeadLetters.CODE))
                    .hasValueSatisfying(it -> assertThat(it).startsWith("BI-TABLE-"));
            assertThat(header(letter, KafkaDeadLetters.REASON))
                    .hasValueSatisfying(it -> assertThat(it).contains("name").doesNotContain("xxx"));
            assertThat(header(letter, KafkaHeaders.DLT_ORIGINAL_TOPIC)).hasValue(topic);
            assertThat(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET))
                    .isNotNull();
            assertThat(letter.headers().lastHeader(KafkaHeaders.DLT_EXCEPTION_STACKTRACE))
                    .isNull();
        });
    }

    @Test
    void whileStarRocksIsDownNothingIsCommittedAndAfterwardsEverything() throws Exception {
        starRocks.goAway();
        var member = start();
        produce(0, 50);
        await("rest").untilAsserted(() -> assertThat(states(member)).contains(PartitionStatus.State.RESTING));
        assertThat(member.getBean(LoadingHealthIndicator.class).health().toString())
                .contains("BI-LOAD-0");
        produce(50, 50);
        assertThat(committed().values())
                .allSatisfy(it -> assertThat(it.offset()).isZero());
        assertThat(member.getBean(ListenersHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
        starRocks.comeBack();
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(100));
        committedEverything();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void unclearAnswersAreResolvedUnderTheSameLabels() throws Exception {
        starRocks.next(
                Fault.UNDECIDED_BUT_COMMITTED,
                Fault.UNDECIDED_AND_ABORTED,
                Fault.UNDECIDED_AND_UNKNOWN,
                Fault.NOT_NOW,
                Fault.UNDECIDED_AND_RUNNING);
        produce(0, 200);
        start();
        await("a load that runs").until(() -> starRocks.sent().size() > 4);
        starRocks.finishRunning();
        await("all rows").untilAsserted(() -> {
            starRocks.finishRunning();
            assertThat(starRocks.rows("ods_tiny_order")).hasSize(200);
        });
        committedEverything();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aRecordThatStarRocksRefusesIsSetAsideAloneWithItsWords() throws Exception {
        starRocks.refuse(row -> "13".equals(String.valueOf(row.get("id"))));
        produce(0, 60);
        var member = start();
        committedEverything();
        assertThat(starRocks.rows("ods_tiny_order")).hasSize(59);
        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(TinyOrders.key(13));
            assertThat(letter.value()).isEqualTo(TinyOrders.order(13, 1));
            assertThat(header(letter, KafkaDeadLetters.CODE)).hasValue("BI-SR-03");
            assertThat(header(letter, KafkaDeadLetters.LABEL))
                    .hasValueSatisfying(it -> assertThat(it).endsWith("-s"));
            assertThat(header(letter, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP)).isPresent();
        });
        assertThat(troubles(member)).doesNotContain("BI-LOAD");
    }

    @Test
    void anUnexpectedExceptionNeitherCommitsNorSetsAside() throws Exception {
        var member = start();
        member.getBean(LoadingService.Orders.class).bug = new IllegalStateException("a bug");
        produce(0, 50);
        await("failures").untilAsserted(() -> assertThat(troubles(member)).contains("BI-LOAD-10"));
        assertThat(committed().values())
                .allSatisfy(it -> assertThat(it.offset()).isZero());
        assertThat(starRocks.sent()).isEmpty();
        assertThat(deadLetters()).isEmpty();
        member.getBean(LoadingService.Orders.class).bug = null;
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(50));
        committedEverything();
    }

    @Test
    void membersThatComeAndGoLoseNothing() throws Exception {
        var first = start();
        var from = 0;
        for (var round = 0; round < 2; round++) {
            produce(from, 200);
            from += 200;
            var other = start();
            await("both have partitions")
                    .until(() -> !states(other).isEmpty() && states(first).size() < PARTITIONS);
            produce(from, 200);
            from += 200;
            other.close();
            members.remove(other);
            produce(from, 200);
            from += 200;
        }
        var expected = from;
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(expected));
        committedEverything();
        assertThat(new HashSet<>(starRocks.sent())).hasSameSizeAs(starRocks.sent());
    }

    @Test
    void theBrokerMayDieAndComeBack() throws Exception {
        var member = start();
        produce(0, 100);
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(100));
        kafka.kill();
        kafka.restart();
        produce(100, 100);
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(200));
        committedEverything();
        assertThat(member.getBean(ListenersHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void theConsumerProtocolWorksForANewGroup() throws Exception {
        produce(0, 50);
        start("bi.loading.group-protocol=consumer");
        await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(50));
        committedEverything();
    }

    @Test
    void aChangedLingerCountsFromTheNextRound() throws Exception {
        var member = start();
        produce(0, 1);
        committedEverything();
        member.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("changed", Map.of("bi.loading.linger", "1h")));
        member.publishEvent(new EnvironmentChangeEvent(member, Set.of("bi.loading.linger")));
        produce(1, 1);
        committedEverything();
        var soon = InstantSource.system().instant().plus(Duration.ofMinutes(30));
        await("a longer rest")
                .untilAsserted(
                        () -> assertThat(member.getBean(Loading.class).status().get(LoadingService.group(topic)))
                                .anySatisfy(it -> assertThat(it.restsUntil()).isAfter(soon)));
    }

    @Test
    void aDeadListenerBreaksLiveness() throws Exception {
        var member = start();
        member.getBean(LoadingService.Orders.class).end = new StackOverflowError();
        produce(0, 1);
        await("death")
                .untilAsserted(() -> assertThat(member.getBean(ListenersHealthIndicator.class)
                                .health()
                                .toString())
                        .contains("DOWN")
                        .contains("orders"));
    }

    @Test
    void aListenerThatBreaksTheContractDoesNotStart() {
        assertThatThrownBy(() -> start("test.properties=auto.offset.reset=latest"))
                .isInstanceOf(LoadingContractException.class)
                .hasMessageContaining("auto.offset.reset");
    }

    @Test
    void timeoutsThatDoNotFitDoNotStart() {
        assertThatThrownBy(() -> start("spring.lifecycle.timeout-per-shutdown-phase=30s"))
                .rootCause()
                .isInstanceOf(LoadingContractException.class)
                .hasMessageContaining("BI-LOAD-13");
    }

    private ConfigurableApplicationContext start(String... properties) {
        var member = LoadingService.start(kafka.bootstrapServers(), starRocks, topic, properties);
        members.add(member);
        return member;
    }

    private void produce(int from, int count) throws Exception {
        for (var id = from; id < from + count; id++) {
            produced.add(producer.send(message(TinyOrders.key(id), TinyOrders.order(id, 1))));
        }
        for (var sent : produced) {
            assertThat(sent.get(60, TimeUnit.SECONDS)).isNotNull();
        }
        produced.clear();
    }

    private RecordMetadata send(byte[] key, byte[] value) throws Exception {
        return producer.send(message(key, value)).get(60, TimeUnit.SECONDS);
    }

    private ProducerRecord<byte[], byte[]> message(byte[] key, byte[] value) {
        var message = new ProducerRecord<>(topic, key, value);
        message.headers().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
        return message;
    }

    private void committedEverything() {
        await("offsets").untilAsserted(() -> assertThat(behind()).isZero());
    }

    /** How many partitions have records that are not committed. */
    private long behind() throws Exception {
        var ends = ends(topic);
        var committed = committed();
        return ends.entrySet().stream()
                .filter(it -> it.getValue() > 0)
                .filter(it -> !Optional.ofNullable(committed.get(it.getKey()))
                        .map(OffsetAndMetadata::offset)
                        .equals(Optional.of(it.getValue())))
                .count();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> found =
                new HashMap<>(admin.listConsumerGroupOffsets(LoadingService.group(topic))
                        .partitionsToOffsetAndMetadata()
                        .get(60, TimeUnit.SECONDS));
        found.values().removeIf(Objects::isNull);
        return found;
    }

    private static Map<TopicPartition, Long> ends(String topic) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions(topic), Duration.ofSeconds(60));
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters() {
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

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                LoadingService.client(kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(String topic) {
        var all = new ArrayList<TopicPartition>();
        for (var partition = 0; partition < PARTITIONS; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return all;
    }

    private static List<PartitionStatus.State> states(ConfigurableApplicationContext member) {
        return status(member).stream().map(PartitionStatus::state).toList();
    }

    private static String troubles(ConfigurableApplicationContext member) {
        return status(member).stream()
                .map(it -> String.valueOf(it.trouble()))
                .toList()
                .toString();
    }

    private static List<PartitionStatus> status(ConfigurableApplicationContext member) {
        return member.getBean(Loading.class).status().values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(it -> new String(it.value(), UTF_8));
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}

package io.bisync.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ControlPlane;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.ListenerReport;
import io.bisync.account.ListenerStatus;
import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.Standing;
import io.bisync.account.ListenerStatus.State;
import io.bisync.handler.HandlerAutoConfiguration;
import io.bisync.handler.ListenerControl.Limit;
import io.bisync.handler.ListenerControls;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.lane.LaneAutoConfiguration;
import io.bisync.listener.decision.DecisionAutoConfiguration;
import io.bisync.listener.decision.ListenerDecision;
import io.bisync.operations.SchedulingAutoConfiguration;
import io.bisync.topic.TopicAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.messaging.converter.MessageConversionException;

/** Listeners as anyone writes them, a real broker, and operators. Each step goes on where the one before ended. */
@TestMethodOrder(OrderAnnotation.class)
class ListenersIT {

    private static final String MINE = "listeners.test";

    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @SuppressWarnings("NullAway.Init") // the first step starts it
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", SharedKafka.broker().bootstrapServers());
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        create(new NewTopic("l.letters", 2, (short) 1));
        create(new NewTopic("l.parcels", 1, (short) 1));
        create(new NewTopic("l.lanes", 1, (short) 1));
        create(new NewTopic("l.lanes-dlt", 1, (short) 1));
        create(new NewTopic("l.shared-dlt", 1, (short) 1));
        create(new NewTopic("l.shared", 1, (short) 1));
        create(new NewTopic("l.bills", 1, (short) 1));
        create(new NewTopic(ListenerDecision.TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
    }

    /** Other tests may have had a use for the decisions' one. */
    private static void create(NewTopic topic) throws Exception {
        if (!admin.listTopics().names().get().contains(topic.name())) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    @AfterAll
    static void stop() {
        service.close();
        producer.close();
        admin.close();
    }

    @Test
    @Order(1)
    void aListenerThatIsStoppedByDecisionNeverStartsAndTheOthersDo() throws Exception {
        decide("elsewhere/post", "STOPPED");
        decide(MINE + "/post", "PAUSED");
        decide(MINE + "/nobody", "STOPPED");
        send(ListenerDecision.TOPIC, MINE + "/bills", "no decision");
        decide(MINE + "/post", "STOPPED");
        send("l.letters", "k", "first letter");
        send("l.bills", "k", "first bill");

        service = service(Map.of());

        await("the bill").until(() -> heard().contains("first bill"));
        var post = listener("post");
        assertThat(post.state()).isEqualTo(State.STOPPED);
        assertThat(post.reason()).isEqualTo("a test");
        assertThat(post.by()).isEqualTo("an operator");
        assertThat(post.members()).isZero();
        assertThat(heard()).containsExactly("first bill");
        assertThat(health("decisionsHealthIndicator")).isEqualTo(Status.UP);
        assertThat(problems("BI-LISTEN-03")).isEqualTo(2);
    }

    @Test
    @Order(2)
    void whoMayRunStartsAndTheListSaysHowFarItIs() throws Exception {
        decide(MINE + "/post", "RUNNING");
        await("the letter").until(() -> heard().contains("first letter"));

        await("a look").untilAsserted(() -> {
            var bills = listener("bills");
            assertThat(bills.state()).isEqualTo(State.RUNNING);
            assertThat(bills.kind()).isEqualTo(Kind.HANDLER);
            assertThat(bills.topics()).containsExactly("l.bills");
            assertThat(bills.group()).isEqualTo("own.group");
            assertThat(bills.members()).isEqualTo(1);
            assertThat(bills.rebalances()).isPositive();
            assertThat(bills.lastRebalance()).isNotNull();
            assertThat(bills.partitions())
                    .containsExactly(
                            new ListenerStatus.ListenerPartition("l.bills", 0, 1L, 1L, 1L, 0L, Standing.READS, null));
        });
        assertThat(listener("post").group()).isEqualTo("shared.group");
        assertThat(listener("post").recordsPerSecond())
                .as("the letter, over half a minute")
                .isPositive();
        assertThat(service.getBean(ListenersEndpoint.class).listener("nobody")).isNull();
    }

    @Test
    @Order(3)
    void aPausedTopicGivesNothingWhileTheOthersOfItsListenerDo() throws Exception {
        decide(MINE + "/post/l.letters", "PAUSED");
        await("the pause").until(() -> standing("post", "l.letters").equals(List.of(Standing.PAUSED, Standing.PAUSED)));
        send("l.letters", "k", "held letter");
        send("l.parcels", "k", "a parcel");

        await("the parcel").until(() -> heard().contains("a parcel"));
        assertThat(heard()).doesNotContain("held letter");
        assertThat(listener("post").state()).isEqualTo(State.RUNNING);

        decide(MINE + "/post/l.letters", "RUNNING");
        await("the held letter").until(() -> heard().contains("held letter"));
        assertThat(standing("post", "l.letters")).containsOnly(Standing.READS);
    }

    @Test
    @Order(3)
    void aServiceThatOnlyHandlesTellsBiBasicOfItsListeners() {
        var basic = (InMemoryControlPlane) service.getBean(ControlPlane.class);
        await("a report")
                .untilAsserted(() -> assertThat(basic.listenerReports()).last().satisfies(report -> {
                    assertThat(report.service()).isEqualTo(MINE);
                    assertThat(report.all())
                            .extracting(ListenerStatus::id)
                            .containsExactly("bills", "lanes", "post", "sharers");
                    assertThat(report.all()).extracting(ListenerStatus::state).containsOnly(State.RUNNING);
                }));
        assertThat(basic.listenerReports())
                .extracting(ListenerReport::instance)
                .doesNotContain("")
                .containsOnly(basic.listenerReports().getFirst().instance());
    }

    @Test
    @Order(3)
    void aShareGroupShowsHowFarItIs() throws Exception {
        send("l.shared", "k", "something shared");
        await("it").until(() -> heard().contains("something shared"));

        // Kafka moves the offset below which all is through when it likes; its lag knows what is through above.
        await("a look")
                .untilAsserted(() -> assertThat(listener("sharers").partitions())
                        .singleElement()
                        .satisfies(it -> {
                            assertThat(it.topic()).isEqualTo("l.shared");
                            assertThat(it.committed()).isNotNull();
                            assertThat(it.end()).isEqualTo(1);
                            assertThat(it.lag()).isZero();
                        }));
        assertThat(listener("sharers").kind()).isEqualTo(Kind.SHARED);
    }

    @Test
    @Order(4)
    void aFailureIsShownByItsKindAndPlaceAndWithoutWhatTheRecordSays() throws Exception {
        send("l.bills", "k", "fails: a secret");
        send("l.lanes", "a lane", "unfit: a secret");
        send("l.shared", "k", "unfit: a secret");
        await("the failures").untilAsserted(() -> {
            assertThat(failure("bills")).isEqualTo("IllegalArgumentException l.bills-0@1 null");
            assertThat(failure("lanes")).isEqualTo("BI-LANE-02 MessageConversionException l.lanes-0@0 a lane");
            assertThat(failure("sharers")).isEqualTo("BI-HANDLE-02 MessageConversionException l.shared-0@1 null");
        });
        assertThat(service.getBean(ListenersEndpoint.class).listeners().toString())
                .doesNotContain("secret");
    }

    private static String failure(String id) {
        var failed = listener(id).lastError();
        if (failed == null || failed.record() == null) {
            return String.valueOf(failed);
        }
        var record = Objects.requireNonNull(failed.record());
        return "%s %s-%d@%d %s"
                .formatted(failed.what(), record.topic(), record.partition(), record.offset(), record.key());
    }

    @Test
    @Order(5)
    void moreConsumersAreARestartOfTheListenerAlone() throws Exception {
        decide(MINE + "/post", "RUNNING", "{\"concurrency\":2}");
        await("two members").until(() -> listener("post").members() == 2);
        send("l.letters", "k", "a letter for two");
        await("the letter").until(() -> heard().contains("a letter for two"));
        assertThat(heard().stream().filter("held letter"::equals)).hasSize(1);
    }

    @Test
    @Order(5)
    void lanesTakeOtherNumbersWhileTheyRunAndArePausedLikeAll() throws Exception {
        var rebalances = listener("lanes").rebalances();
        decide(MINE + "/lanes", "PAUSED", "{\"workers\":3,\"attempts\":7}");
        await("the numbers")
                .untilAsserted(() -> assertThat(Objects.requireNonNull(
                                        service.getBean(ListenerControls.class).of("lanes"))
                                .limits())
                        .containsEntry(Limit.WORKERS, 3)
                        .containsEntry(Limit.ATTEMPTS, 7));
        await("the pause").until(() -> standing("lanes", "l.lanes").equals(List.of(Standing.PAUSED)));
        send("l.lanes", "k", "a held lane");
        send("l.parcels", "k", "meanwhile");
        await("the parcel").until(() -> heard().contains("meanwhile"));
        assertThat(heard()).doesNotContain("a held lane");
        assertThat(listener("lanes").kind()).isEqualTo(Kind.LANES);
        assertThat(listener("lanes").state()).isEqualTo(State.PAUSED);

        decide(MINE + "/lanes", "RUNNING");
        await("the record").until(() -> heard().contains("a held lane"));
        assertThat(service.getBean(ListenerControls.class).of("lanes"))
                .satisfies(it -> assertThat(Objects.requireNonNull(it).limits()).containsEntry(Limit.WORKERS, 16));
        assertThat(listener("lanes").rebalances()).isEqualTo(rebalances);
        assertThat(List.of(
                        "kafka.consumer.fetch.manager.records.consumed.total",
                        "kafka.consumer.fetch.manager.records.lag.max",
                        "kafka.consumer.coordinator.rebalance.total"))
                .as("what Kafka's own consumers count")
                .allSatisfy(it -> assertThat(
                                service.getBean(MeterRegistry.class).find(it).meters())
                        .isNotEmpty());
    }

    @Test
    @Order(6)
    void partitionsThatAreAddedAreReadAndTold() throws Exception {
        var watch = service.getBean(TopicWatch.class);
        watch.look();
        admin.createPartitions(Map.of("l.bills", NewPartitions.increaseTo(2)))
                .all()
                .get();
        producer.send(new ProducerRecord<>("l.bills", 1, bytes("k"), bytes("a bill on a new partition")))
                .get();

        await("the bill").until(() -> heard().contains("a bill on a new partition"));
        watch.look();
        assertThat(events("BI-LISTEN-04")).isEqualTo(1);
        await("rebalances").until(() -> events("BI-LISTEN-07") >= 2);
    }

    @Test
    @Order(7)
    void whatIsDecidedHoldsAfterARestart() throws Exception {
        decide(MINE + "/post", "STOPPED");
        await("the stop").until(() -> listener("post").members() == 0);
        send("l.letters", "k", "a letter for later");
        service.close();

        service = service(Map.of());
        await("another bill").untilAsserted(() -> {
            send("l.bills", "k", "another bill");
            assertThat(heard()).contains("another bill");
        });
        assertThat(listener("post").state()).isEqualTo(State.STOPPED);
        assertThat(heard()).doesNotContain("a letter for later");

        decide(MINE + "/post", "RUNNING");
        await("the letter").until(() -> heard().contains("a letter for later"));
    }

    @Test
    @Order(8)
    void aListenerThatEndsByItselfIsToldAndStopsItselfAlone() throws Exception {
        send("l.bills", "k", "dies");
        await("the end").until(() -> listener("bills").state() == State.FAILED);

        assertThat(health("listenersHealthIndicator")).isEqualTo(Status.DOWN);
        await("the word").until(() -> events("BI-LISTEN-02") == 1);
        assertThat(Objects.requireNonNull(listener("bills").lastError()).what()).startsWith("BI-LISTEN-02 ");
        send("l.letters", "k", "still a letter");
        await("the letter").until(() -> heard().contains("still a letter"));
    }

    @Test
    @Order(9)
    void aListenerThatEndsByItselfStopsAllWhereThatIsChosen() throws Exception {
        service.close();
        service = service(Map.of("bi.listeners.on-failure", "all"));

        // The record that it died of comes again.
        await("the end").until(() -> listener("bills").state() == State.FAILED);
        await("the other one").until(() -> listener("post").members() == 0);
        assertThat(health("listenersHealthIndicator")).isEqualTo(Status.DOWN);
    }

    @Test
    @Order(10)
    void withoutKafkaTheServiceStartsAndItsListenersBeginWhenTheDecisionsWereRead() throws Exception {
        service.close();
        var proxy = SharedKafka.broker().openProxy();
        proxy.close();
        service = service(Map.of(
                "spring.kafka.bootstrap-servers",
                proxy.address(),
                "bi.topics.patience",
                "100ms",
                "test.bills",
                "l.parcels"));

        assertThat(health("decisionsHealthIndicator")).isEqualTo(Status.DOWN);
        assertThat(listener("post").state()).isEqualTo(State.WAITING);

        send("l.letters", "k", "a letter that waited");
        try (var _ = SharedKafka.broker().openProxy()) {
            await("the letter").until(() -> heard().contains("a letter that waited"));
            assertThat(health("decisionsHealthIndicator")).isEqualTo(Status.UP);
            service.close();
        }
    }

    private static ConfigurableApplicationContext service(Map<String, Object> more) {
        var settings = new ArrayList<String>(List.of(
                "spring.application.name=" + MINE,
                "spring.kafka.bootstrap-servers=" + SharedKafka.broker().bootstrapServers(),
                "spring.kafka.consumer.group-id=shared.group",
                "spring.kafka.consumer.auto-offset-reset=earliest",
                "spring.kafka.consumer.properties[metadata.max.age.ms]=500",
                "spring.cloud.nacos.config.enabled=false",
                "spring.cloud.nacos.config.import-check.enabled=false",
                "spring.main.banner-mode=off",
                "logging.level.org.apache.kafka=off",
                "test.bills=l.bills"));
        more.forEach((name, value) -> settings.add(name + "=" + value));
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(settings.toArray(String[]::new))
                .run();
    }

    private static void decide(String key, String state) throws Exception {
        decide(key, state, "null");
    }

    private static void decide(String key, String state, String settings) throws Exception {
        send(ListenerDecision.TOPIC, key, """
            {"state":"%s","settings":%s,"reason":"a test","by":"an operator","at":"2026-11-01T00:00:00Z"}\
            """.formatted(state, settings));
    }

    private static void send(String topic, String key, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value))).get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static ListenerStatus listener(String id) {
        return service.getBean(Listeners.class).named(id).orElseThrow();
    }

    private static List<Standing> standing(String listener, String topic) {
        return listener(listener).partitions().stream()
                .filter(it -> it.topic().equals(topic))
                .map(ListenerStatus.ListenerPartition::standing)
                .toList();
    }

    private static List<String> heard() {
        return service.getBean(Post.class).heard;
    }

    private static @Nullable Status health(String bean) {
        return Objects.requireNonNull(
                        service.getBean(bean, HealthIndicator.class).health())
                .getStatus();
    }

    private static double problems(String code) {
        return count("bi.listeners.decisions.problems", code);
    }

    private static double events(String code) {
        return count("bi.listeners.events", code);
    }

    private static double count(String meter, String code) {
        var counter = service.getBean(MeterRegistry.class)
                .find(meter)
                .tag("code", code)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        KafkaAutoConfiguration.class,
        KafkaClientsAutoConfiguration.class,
        TaskSchedulingAutoConfiguration.class,
        SchedulingAutoConfiguration.class,
        TopicAutoConfiguration.class,
        HandlerAutoConfiguration.class,
        LaneAutoConfiguration.class,
        DecisionAutoConfiguration.class,
        ListenerAutoConfiguration.class
    })
    static class Service {

        @Bean
        static ControlPlane controlPlane() {
            return new InMemoryControlPlane(InstantSource.system());
        }

        @Bean
        static MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        static Post post() {
            return new Post();
        }
    }

    static class Post {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        /** Its group is that of the application. */
        @KafkaListener(
                id = "post",
                idIsGroup = false,
                topics = {"l.letters", "l.parcels"})
        void hear(ConsumerRecord<String, String> record) {
            heard.add(record.value());
        }

        @KafkaListener(id = "lanes", groupId = "lanes.group", topics = "l.lanes", containerFactory = "lanes")
        void sort(ConsumerRecord<byte[], byte[]> record) {
            var value = new String(record.value(), UTF_8);
            if (value.startsWith("unfit")) {
                throw new MessageConversionException(value);
            }
            heard.add(value);
        }

        @KafkaListener(id = "sharers", groupId = "l.sharers", topics = "l.shared", containerFactory = "shared")
        void share(ConsumerRecord<byte[], byte[]> record) {
            sort(record);
        }

        @KafkaListener(id = "bills", groupId = "own.group", topics = "${test.bills}")
        void pay(ConsumerRecord<String, String> record) {
            heard.add(record.value());
            if (record.value().startsWith("fails")) {
                throw new IllegalArgumentException(record.value());
            }
            if (record.value().equals("dies")) {
                throw new StackOverflowError("dies");
            }
        }
    }
}

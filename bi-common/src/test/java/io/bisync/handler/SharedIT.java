package io.bisync.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bisync.handler.ListenerControl.Limit;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.kafka.TestTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** Share groups against a real broker. */
class SharedIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TOPIC = "s.labels";
    private static final String REFUSED = "s.refused";
    private static final int RECORDS = 200;

    private static TestTopics topics;

    @BeforeAll
    static void start() throws Exception {
        topics = new TestTopics();
        topics.create(1, TOPIC, REFUSED);
    }

    @AfterAll
    static void stop() {
        topics.close();
    }

    @Test
    void everyRecordIsWorkedOnByOneOfManyMembersAndWhatFailsForGoodIsADeadLetter() throws Exception {
        var poison = new ProducerRecord<>(TOPIC, 0, "7:1".getBytes(UTF_8), "{\"number\":-1}".getBytes(UTF_8));
        poison.headers().add("ce_id", "7:1".getBytes(UTF_8));
        // All of it is there before the group's first poll.
        topics.send(List.of(poison));
        topics.send(TOPIC, "no JSON");
        topics.send(
                TOPIC,
                IntStream.range(0, RECORDS)
                        .mapToObj(it -> "{\"number\":" + it + "}")
                        .toArray(String[]::new));

        try (var service = service("bi.handlers.listeners.labels.longest-work=1s")) {
            var labels = service.getBean(Labels.class);
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(topics.values(TOPIC + "-dlt")).hasSize(2));
            await().atMost(LIMIT).untilAsserted(() -> assertThat(labels.printed).containsOnlyKeys(numbers()));
            assertThat(labels.threads).as("members that worked").hasSizeGreaterThan(1);
            assertThat(labels.poisoned).as("attempts at what fails for good").hasValue(3);
            assertThat(topics.values(TOPIC + "-dlt")).containsExactlyInAnyOrder("{\"number\":-1}", "no JSON");
            assertThat(topics.records(TOPIC + "-dlt"))
                    .anySatisfy(letter -> assertThat(letter.headers().headers("ce_id"))
                            .extracting(it -> new String(it.value(), UTF_8))
                            .containsExactly("7:1"));

            var container = Objects.requireNonNull(
                    service.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("labels"));
            assertThatThrownBy(container::pause)
                    .hasMessage("A listener of a share group cannot be paused, only stopped");
            var control = Objects.requireNonNull(
                    service.getBean(ListenerControls.class).of("labels"));
            control.set(Limit.CONCURRENCY, 2);
            container.stop();
            container.start();
            assertThat(container.metrics()).hasSize(2);
            topics.send(TOPIC, "{\"number\":" + RECORDS + "}");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(labels.printed).containsKey(RECORDS));
            assertThat(labels.poisoned).as("attempts after its dead letter").hasValue(3);
            assertThat(topics.values(TOPIC + "-dlt")).hasSize(2);
            assertThatThrownBy(() -> control.set(Limit.ATTEMPTS, 5)).hasMessageContaining("between 1 and 4, not 5");
        }
    }

    @Test
    void aRecordWhoseDeadLetterTheBrokerRefusesIsReleasedAtAStopAndSetAsideOnceByWhoeverGetsItNext() throws Exception {
        limitDeadLetters(10);
        topics.send(REFUSED, "no JSON either");

        try (var service = service("bi.handlers.longest-work=1s")) {
            var container = Objects.requireNonNull(
                    service.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("refused"));
            var unacknowledged = service.getBean(MeterRegistry.class)
                    .get("bi.handlers.deadletters.unacknowledged")
                    .tag("listener", "refused")
                    .counter();
            await().atMost(LIMIT).until(() -> unacknowledged.count() >= 2);
            container.stop();
            assertThat(topics.values(REFUSED + "-dlt")).isEmpty();

            limitDeadLetters(1_000_000);
            container.start();
            // Long before its lock would have ended.
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(topics.values(REFUSED + "-dlt")).containsExactly("no JSON either"));
            topics.send(REFUSED, "{\"number\":-5}");
            await().atMost(LIMIT)
                    .until(() -> service.getBean(Labels.class).printed.containsKey(-5));
            assertThat(topics.values(REFUSED + "-dlt")).hasSize(1);
        }
    }

    private static void limitDeadLetters(int bytes) throws Exception {
        topics.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, REFUSED + "-dlt"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", String.valueOf(bytes)), OpType.SET))))
                .all()
                .get();
    }

    @Test
    void workThatIsLongerThanItsLockEndsTheStart() {
        assertThatThrownBy(() -> service("bi.handlers.listeners.labels.longest-work=31s"))
                .rootCause()
                .hasMessageContaining(
                        "BI-HANDLE-05 Listener labels may work PT31S on a record, and others get it after PT30S");
    }

    @Test
    void attemptsThatLeaveNoDeliveryToSetARecordAsideEndTheStart() {
        assertThatThrownBy(() -> service("bi.handlers.listeners.labels.attempts=5"))
                .rootCause()
                .hasMessageContaining("BI-HANDLE-06 Listener labels tries a record 5 times");
    }

    private static Integer[] numbers() {
        return IntStream.range(0, RECORDS).boxed().toArray(Integer[]::new);
    }

    private static ConfigurableApplicationContext service(String setting) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.kafka.bootstrap-servers=" + SharedKafka.broker().bootstrapServers(),
                        "spring.cloud.nacos.config.enabled=false",
                        "spring.cloud.nacos.config.import-check.enabled=false",
                        "spring.main.banner-mode=off",
                        "logging.level.org.apache.kafka=warn",
                        setting)
                .run();
    }

    record Label(int number) {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        KafkaAutoConfiguration.class,
        KafkaClientsAutoConfiguration.class,
        HandlerAutoConfiguration.class
    })
    static class Service {

        @Bean
        static MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        static Labels labels() {
            return new Labels();
        }
    }

    static class Labels {

        private final Map<Integer, Integer> printed = new ConcurrentHashMap<>();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();
        private final AtomicInteger poisoned = new AtomicInteger();

        @KafkaListener(id = "refused", groupId = "s.refused", topics = REFUSED, containerFactory = "shared")
        void again(Label label) {
            printed.merge(label.number(), 1, Integer::sum);
        }

        @KafkaListener(
                id = "labels",
                groupId = "s.labels",
                topics = TOPIC,
                containerFactory = "shared",
                concurrency = "4")
        void print(Label label) {
            if (label.number() < 0) {
                poisoned.incrementAndGet();
                throw new IllegalStateException("Poison it is");
            }
            threads.add(Thread.currentThread().getName());
            printed.merge(label.number(), 1, Integer::sum);
        }
    }
}

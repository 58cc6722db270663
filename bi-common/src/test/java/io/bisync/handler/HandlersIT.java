package io.bisync.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.handler.ListenerControl.Limit;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.kafka.TestTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
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
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.support.Acknowledgment;

/** Handlers of every kind in one application, against a real broker. */
class HandlersIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static TestTopics topics;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() throws Exception {
        topics = new TestTopics();
        topics.create(
                1,
                "h.single",
                "h.read",
                "h.manual",
                "h.patient",
                "h.once",
                "h.oncebatch",
                "h.unnamed",
                "h.named",
                "h.timed",
                "h.counted",
                "h.clocked",
                "h.late");
        topics.send("h.late", "before");
        topics.create(1, "h.exact", "h.exact.out", "h.exactbatch", "h.exactbatch.out");
        service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.application.name=handlers-it",
                        "spring.kafka.bootstrap-servers=" + SharedKafka.broker().bootstrapServers(),
                        "spring.kafka.producer.transaction-id-prefix=handlers-it.here.",
                        "spring.cloud.nacos.config.enabled=false",
                        "spring.cloud.nacos.config.import-check.enabled=false",
                        "spring.main.banner-mode=off",
                        "logging.level.org.apache.kafka=warn",
                        "logging.level.org.springframework.kafka=off",
                        "spring.kafka.listener.ack-count=2",
                        "spring.kafka.listener.ack-time=50ms",
                        // Who reads a record again first waits for the fetch, or the poll, that is under way.
                        "bi.kafka.consumer[fetch.max.wait.ms]=20",
                        "spring.kafka.listener.poll-timeout=200ms",
                        "bi.handlers.first-retry=5ms",
                        "bi.handlers.listeners.once.delivery=at-most-once",
                        "bi.handlers.listeners.oncebatch.delivery=at-most-once",
                        "bi.handlers.listeners.exact.delivery=exactly-once",
                        "bi.handlers.listeners.exactbatch.delivery=exactly-once",
                        "bi.handlers.listeners.patient.attempts=4",
                        "bi.handlers.listeners.patient.first-retry=900ms",
                        "bi.handlers.listeners.patient.longest-retry=900ms")
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
        topics.close();
    }

    @Test
    void aRecordIsTriedAsOftenAsItMayAndIsThenADeadLetterWithItsOwnBytesAndHeaders() throws Exception {
        var poison = new ProducerRecord<>("h.single", 0, "7:1".getBytes(UTF_8), "poison".getBytes(UTF_8));
        poison.headers().add("ce_id", "7:1".getBytes(UTF_8));
        topics.send(List.of(poison));
        topics.send("h.single", "1", "2");

        awaitNoLag("h.single");
        assertThat(seen("single")).containsExactly("poison", "poison", "poison", "1", "2");
        assertThat(topics.records("h.single-dlt")).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("7:1".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo("poison".getBytes(UTF_8));
            assertThat(header(letter, "ce_id")).isEqualTo("7:1");
            assertThat(header(letter, "kafka_dlt-exception-message")).contains("Poison it is");
            assertThat(letter.headers().lastHeader("kafka_dlt-exception-stacktrace"))
                    .isNull();
        });
    }

    @Test
    void howOftenIsTriedMayBeChangedWhileAListenerRuns() throws Exception {
        var control =
                Objects.requireNonNull(service.getBean(ListenerControls.class).of("named"));
        assertThat(control.limits()).containsEntry(Limit.CONCURRENCY, 1);
        control.set(Limit.ATTEMPTS, 5);

        topics.send("h.named", "a", "poison", "b");

        awaitNoLag("h.named");
        assertThat(seen("named").stream().filter("poison"::equals)).hasSize(5);
        assertThat(seen("named").stream().filter("a"::equals)).as("named").hasSize(1);
        assertThat(topics.values("h.named-dlt")).containsExactly("poison");
    }

    @Test
    void whatCannotBeReadIsADeadLetterWithoutAnotherAttempt() throws Exception {
        topics.send("h.read", "{\"number\":1}", "no JSON", "{\"number\":2}");

        awaitNoLag("h.read");
        assertThat(seen("read")).containsExactly("1", "2");
        assertThat(topics.values("h.read-dlt")).containsExactly("no JSON");
    }

    @Test
    void aMethodThatAcknowledgesHasAgainWhatItRefuses() throws Exception {
        topics.send("h.manual", "later", "now");

        awaitNoLag("h.manual");
        assertThat(seen("manual")).containsExactly("later", "later", "now");
    }

    @Test
    void commitsMayComeAfterANumberOfRecordsOrATime() throws Exception {
        topics.send("h.counted", "1", "2", "3", "4", "5");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(seen("counted")).hasSize(5));
        assertThat(seen("counted"))
                .containsExactly("1 committed 0", "2 committed 0", "3 committed 2", "4 committed 2", "5 committed 4");

        topics.send("h.clocked", "1");
        awaitNoLag("h.clocked");
        var clocked = Objects.requireNonNull(
                        service.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("clocked"))
                .getContainerProperties();
        assertThat(clocked.getAckMode()).isEqualTo(AckMode.TIME);
        assertThat(clocked.getAckTime()).isEqualTo(50);
    }

    @Test
    void aNewGroupMayBeginAtTheEnd() {
        await().atMost(LIMIT).untilAsserted(() -> {
            topics.send("h.late", "after");
            assertThat(seen("late")).contains("after");
        });
        assertThat(seen("late")).doesNotContain("before");
    }

    @Test
    void waitsThatAreTogetherLongerThanAPollMayTakeKeepTheMemberInItsGroup() throws Exception {
        topics.send("h.patient", "poison");

        awaitNoLag("h.patient");
        assertThat(seen("patient")).hasSize(4);
        assertThat(topics.values("h.patient-dlt")).containsExactly("poison");
    }

    @Test
    void aBatchIsAsLargeAsAPollMayBeAndIsWaitedForNoLongerThanAFetchMayWait() throws Exception {
        topics.send("h.timed", numbers(25, -1));

        awaitNoLag("h.timed");
        assertThat(seen("timed")).containsExactly("10", "10", "5");
    }

    @Test
    void aBatchThatDoesNotNameItsRecordIsNarrowedUntilItIsFound() throws Exception {
        topics.send("h.unnamed", numbers(50, 17));

        awaitNoLag("h.unnamed");
        assertThat(seen("unnamed")).containsAll(List.of(numbers(50, 17)));
        assertThat(topics.values("h.unnamed-dlt")).containsExactly("poison");
    }

    @Test
    void atMostOnceCommitsBeforeTheMethodSeesTheRecordAndTriesItOnce() throws Exception {
        topics.send("h.once", "1", "poison", "2");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(seen("once")).hasSize(3));
        assertThat(seen("once")).containsExactly("1 committed 1", "poison committed 2", "2 committed 3");
        assertThat(topics.values("h.once-dlt")).containsExactly("poison");
    }

    @Test
    void atMostOnceSetsAsideWhatABatchDidNotSayToBeDone() throws Exception {
        topics.send("h.oncebatch", "1", "2", "poison", "3");

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(topics.values("h.oncebatch-dlt")).contains("3"));
        assertThat(seen("oncebatch")).doesNotHaveDuplicates();
        assertThat(topics.values("h.oncebatch-dlt")).containsExactly("poison", "3");
    }

    @Test
    void exactlyOnceNobodyReadsWhatAFailedAttemptSent() throws Exception {
        topics.send("h.exact", "1", "poison", "2", "flaky", "3");

        awaitNoLag("h.exact");
        assertThat(topics.values("h.exact.out")).containsExactly("1", "2", "flaky", "3");
        assertThat(topics.values("h.exact-dlt")).containsExactly("poison");
        assertThat(seen("exact").stream().filter("poison"::equals)).hasSize(3);
    }

    @Test
    void exactlyOnceABatchIsNarrowedToo() throws Exception {
        var numbers = numbers(30, 11);
        topics.send("h.exactbatch", numbers);

        awaitNoLag("h.exactbatch");
        assertThat(topics.values("h.exactbatch.out"))
                .containsExactlyElementsOf(List.of(numbers).stream()
                        .filter(it -> !it.equals("poison"))
                        .toList());
        assertThat(topics.values("h.exactbatch-dlt")).containsExactly("poison");
    }

    private static String[] numbers(int count, int poison) {
        return IntStream.range(0, count)
                .mapToObj(it -> it == poison ? "poison" : String.valueOf(it))
                .toArray(String[]::new);
    }

    private static void awaitNoLag(String topic) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(topics.lag(topic.substring(2), topic)).isZero());
    }

    private static List<String> seen(String listener) {
        return service.getBean(Listener.class).seen(listener);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        KafkaAutoConfiguration.class,
        KafkaClientsAutoConfiguration.class,
        HandlerAutoConfiguration.class
    })
    static class Service {

        @Bean
        static Listener listener(KafkaTemplate<Object, Object> template) {
            return new Listener(template);
        }
    }

    record Parcel(int number) {}

    static class Listener {

        private final KafkaTemplate<Object, Object> template;
        private final Map<String, List<String>> seen = new ConcurrentHashMap<>();

        Listener(KafkaTemplate<Object, Object> template) {
            this.template = template;
        }

        List<String> seen(String listener) {
            return seen.computeIfAbsent(listener, _ -> new CopyOnWriteArrayList<>());
        }

        @KafkaListener(id = "single", topics = "h.single", containerFactory = "handlers")
        void single(String value) {
            see("single", value);
        }

        @KafkaListener(id = "read", topics = "h.read", containerFactory = "handlers")
        void read(Parcel parcel) {
            see("read", String.valueOf(parcel.number()));
        }

        @KafkaListener(id = "manual", topics = "h.manual", containerFactory = "handlers", ackMode = "MANUAL")
        void acknowledge(String value, Acknowledgment acknowledgment) {
            var before = List.copyOf(seen("manual"));
            see("manual", value);
            if (value.equals("later") && !before.contains("later")) {
                acknowledgment.nack(Duration.ofMillis(10));
            } else {
                acknowledgment.acknowledge();
            }
        }

        @KafkaListener(
                id = "counted",
                topics = "h.counted",
                containerFactory = "handlers",
                ackMode = "COUNT",
                properties = "max.poll.records=1")
        void count(String value) throws Exception {
            seen("counted").add(value + " committed " + topics.committed("counted", "h.counted", 0));
        }

        @KafkaListener(id = "clocked", topics = "h.clocked", containerFactory = "handlers", ackMode = "TIME")
        void clock(String value) {
            see("clocked", value);
        }

        @KafkaListener(
                id = "late",
                topics = "h.late",
                containerFactory = "handlers",
                properties = "auto.offset.reset=latest")
        void comeLate(String value) {
            see("late", value);
        }

        @KafkaListener(
                id = "patient",
                topics = "h.patient",
                containerFactory = "handlers",
                properties = "max.poll.interval.ms=1500")
        void patient(String value) {
            see("patient", value);
        }

        @KafkaListener(id = "unnamed", topics = "h.unnamed", containerFactory = "handlers", batch = "true")
        void unnamed(List<String> values) {
            values.forEach(it -> see("unnamed", it));
        }

        @KafkaListener(
                id = "timed",
                topics = "h.timed",
                containerFactory = "handlers",
                batch = "true",
                properties = {"max.poll.records=10", "fetch.min.bytes=100000", "fetch.max.wait.ms=300"})
        void timed(List<byte[]> values) {
            seen("timed").add(String.valueOf(values.size()));
        }

        @KafkaListener(id = "named", topics = "h.named", containerFactory = "handlers", batch = "true")
        void named(List<String> values) {
            for (var i = 0; i < values.size(); i++) {
                try {
                    see("named", values.get(i));
                } catch (IllegalStateException poison) {
                    throw new BatchListenerFailedException("The third party refuses it", poison, i);
                }
            }
        }

        @KafkaListener(id = "once", topics = "h.once", containerFactory = "handlers")
        void once(String value) throws Exception {
            seen("once").add(value + " committed " + topics.committed("once", "h.once", 0));
            see("ignored", value);
        }

        @KafkaListener(id = "oncebatch", topics = "h.oncebatch", containerFactory = "handlers", batch = "true")
        void onceInBatches(List<String> values) {
            for (var i = 0; i < values.size(); i++) {
                try {
                    see("oncebatch", values.get(i));
                } catch (IllegalStateException poison) {
                    throw new BatchListenerFailedException("The third party refuses it", poison, i);
                }
            }
        }

        @KafkaListener(id = "exact", topics = "h.exact", containerFactory = "handlers")
        void transform(String value) {
            var _ = template.send("h.exact.out", value);
            see("exact", value);
            if (value.equals("flaky")
                    && seen("exact").stream().filter("flaky"::equals).count() < 2) {
                throw new IllegalStateException("The first time always");
            }
        }

        @KafkaListener(id = "exactbatch", topics = "h.exactbatch", containerFactory = "handlers", batch = "true")
        void transform(List<String> values) {
            for (var value : new ArrayList<>(values)) {
                var _ = template.send("h.exactbatch.out", value);
                see("exactbatch", value);
            }
        }

        private void see(String listener, String value) {
            seen(listener).add(value);
            if (value.equals("poison")) {
                throw new IllegalStateException("Poison it is");
            }
        }
    }
}

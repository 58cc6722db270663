package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;
import tools.jackson.databind.json.JsonMapper;

class EventPublisherTests {

    private static final String TOPIC = "erp.jushuitan.order";

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void anEventCarriesItsHeadersInBinaryMode() {
        var producer = producer(true);

        publisher(producer).publish(TOPIC, List.of(event("38852", 42L)));

        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.key()).asString(UTF_8).isEqualTo("7:38852");
            assertThat(sent.value()).asString(UTF_8).isEqualTo("{\"o_id\":38852}");
            var headers = headers(sent);
            assertThat(headers)
                    .containsAllEntriesOf(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", "7:order:38852:42",
                            "ce_source", "erp/jushuitan/7",
                            "ce_type", "io.bisync.jushuitan.order.changed",
                            "ce_subject", "38852",
                            "ce_time", "2026-11-21T02:03:04.500Z",
                            "ce_account", "7",
                            "ce_entityversion", "42",
                            "ce_origin", "live",
                            "content-type", "application/json"))
                    .hasSize(11);
            assertThat(headers.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
            assertThat(EventHeaders.account(sent.headers())).isEqualTo("7");
            assertThat(EventHeaders.version(sent.headers())).isEqualTo(42);
            assertThat(EventHeaders.origin(sent.headers())).isEqualTo(Origin.LIVE);
        });
    }

    @Test
    void whatOnlyTheRequestKnewOfTheKeyStandsInAHeaderAndInTheKey() {
        var producer = producer(true);
        var value = "{}".getBytes(UTF_8);

        publisher(producer)
                .publish(
                        TOPIC,
                        List.of(new Event(
                                "jushuitan", "7", "stock", "10001", "10001:A", 5L, null, Origin.LIVE, value)));

        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.key()).asString(UTF_8).isEqualTo("7:10001:A");
            assertThat(headers(sent))
                    .containsEntry("ce_entityscope", "10001")
                    .containsEntry("ce_id", "7:stock:10001:A:5");
            assertThat(EventHeaders.scope(sent.headers())).asString(UTF_8).isEqualTo("10001");
        });
    }

    @Test
    void aRecordThatTheErpHasNoMoreTravelsWithoutAValue() {
        var producer = producer(true);

        publisher(producer)
                .publish(
                        TOPIC,
                        List.of(new Event("jushuitan", "7", "shop", "11", null, null, Origin.LIVE, new byte[0])
                                .under(42)));

        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.value()).isNull();
            assertThat(sent.key()).asString(UTF_8).isEqualTo("7:11");
            assertThat(headers(sent)).containsEntry("ce_id", "7:shop:11:42").containsEntry("ce_entityversion", "42");
        });
    }

    @Test
    void whatAThreadPublishesBelongsToTheTraceThatItBegan() {
        var within = producer(true);
        Trace.begin();
        var trace = MDC.get(Trace.KEY);
        try {
            publisher(within).publish(TOPIC, List.of(event("1", 1L)));
        } finally {
            MDC.remove(Trace.KEY);
        }
        var without = producer(true);
        publisher(without).publish(TOPIC, List.of(event("2", 1L)));

        assertThat(within.history())
                .extracting(it -> EventHeaders.trace(it.headers()))
                .containsExactly(trace);
        assertThat(EventHeaders.trace(without.history().getFirst().headers()))
                .hasSize(32)
                .isNotEqualTo(trace);
    }

    @Test
    void aRecordWithoutIdOrVersionIsPublishedAllTheSame() {
        var producer = producer(true);

        publisher(producer).publish(TOPIC, List.of(event(null, null)));

        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.key()).asString(UTF_8).isEqualTo("7:");
            assertThat(headers(sent))
                    .hasEntrySatisfying("ce_id", it -> assertThat(it).matches("7:order::~[0-9a-f]{32}"))
                    .doesNotContainKeys("ce_subject", "ce_entityversion");
            assertThat(EventHeaders.version(sent.headers())).isNull();
        });
    }

    @Test
    void aRepeatWithoutVersionHasTheSameIdAndAnotherChangeAnother() {
        assertThat(EventHeaders.id(event("1", null, "a"))).isEqualTo(EventHeaders.id(event("1", null, "a")));
        assertThat(EventHeaders.id(event("1", null, "a"))).isNotEqualTo(EventHeaders.id(event("1", null, "b")));
        assertThat(EventHeaders.id(event(null, 4L, "a"))).isNotEqualTo(EventHeaders.id(event(null, 4L, "b")));
    }

    @Test
    void publishReturnsOnlyWhenAllAreAcknowledged() {
        var producer = producer(false);
        var published = CompletableFuture.runAsync(() ->
                publisher(producer).publish(TOPIC, List.of(event("1", 1L), event("2", 2L))));

        Awaitility.await().until(() -> producer.history().size() == 2);
        producer.completeNext();
        assertThat(published).isNotDone();
        producer.completeNext();
        Awaitility.await().untilAsserted(() -> assertThat(published).isCompleted());
    }

    @Test
    void onePartThatFailsFailsThePage() {
        var producer = producer(false);
        var published = CompletableFuture.runAsync(() ->
                publisher(producer).publish(TOPIC, List.of(event("1", 1L), event("2", 2L))));

        Awaitility.await().until(() -> producer.history().size() == 2);
        producer.errorNext(new RecordTooLargeException("too large"));
        producer.completeNext();

        Awaitility.await().untilAsserted(() -> assertThat(published).isDone());
        assertThatThrownBy(published::join)
                .cause()
                .isInstanceOf(PublishFailedException.class)
                .hasMessageContainingAll("BI-EVENT-01", "1 of 2", TOPIC, "RecordTooLargeException");
    }

    @Test
    void aProducerThatCannotSendFailsThePage() {
        var producer = producer(true);
        producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no metadata");

        assertThatThrownBy(() -> publisher(producer).publish(TOPIC, List.of(event("1", 1L))))
                .isInstanceOf(PublishFailedException.class);
    }

    @Test
    void headersThatAreNotOursAreReadAsAbsent() {
        var headers = new RecordHeaders();
        headers.add("ce_entityversion", "12x".getBytes(UTF_8));
        headers.add("ce_origin", "elsewhere".getBytes(UTF_8));

        assertThat(EventHeaders.version(headers)).isNull();
        assertThat(EventHeaders.origin(headers)).isNull();
        assertThat(EventHeaders.account(headers)).isNull();
        assertThat(EventHeaders.type(headers)).isNull();
        headers.add("ce_entityversion", "9223372036854775807".getBytes(UTF_8));
        assertThat(EventHeaders.version(headers)).isEqualTo(Long.MAX_VALUE);
        headers.add("ce_entityversion", "9223372036854775808".getBytes(UTF_8));
        assertThat(EventHeaders.version(headers)).isNull();
    }

    @Test
    void whoeverWaitsIsToldWhereTheMessageIs() {
        var producer = producer(true);

        var sent = publisher(producer).publish(Outgoing.json("carrier.label", "7:1", Map.of("weight", 2)));

        assertThat(sent.topic()).isEqualTo("carrier.label");
        assertThat(sent.hasOffset()).isTrue();
        assertThat(producer.history()).singleElement().satisfies(message -> {
            assertThat(message.key()).asString(UTF_8).isEqualTo("7:1");
            assertThat(message.value()).asString(UTF_8).isEqualTo("{\"weight\":2}");
            assertThat(headers(message)).containsOnly(Map.entry("content-type", "application/json"));
        });
    }

    @Test
    void aFutureIsDoneWhenKafkaHasTheMessageAndHoldsEveryFailure() {
        var producer = producer(false);
        var publisher = publisher(producer);

        var first = publisher.send(Outgoing.bytes(TOPIC, null, new byte[] {0, -1}));
        var second = publisher.send(Outgoing.json(TOPIC, "k", List.of(1)));
        assertThat(first).isNotDone();
        producer.completeNext();
        producer.errorNext(new RecordTooLargeException("too large"));
        producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no metadata");
        var third = publisher.send(Outgoing.json(TOPIC, "k", List.of(2)));

        assertThat(first).isCompleted();
        assertThat(producer.history().getFirst().value()).containsExactly(0, -1);
        assertThat(second)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .withMessage("too large");
        assertThat(third).isCompletedExceptionally();
        assertThatThrownBy(() -> publisher.publish(Outgoing.json(TOPIC, "k", List.of(3))))
                .isInstanceOf(PublishFailedException.class)
                .hasMessageContainingAll("BI-EVENT-01", TOPIC, "TimeoutException");
    }

    @Test
    void whatIsPostedAndLostIsCountedAndNeverThrown() {
        var producer = producer(true);
        var publisher = publisher(producer);

        publisher.post(Outgoing.json(TOPIC, "k", "arrives"));
        assertThat(meters.find("bi.events.lost").counter()).isNull();
        producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no metadata");
        publisher.post(Outgoing.json(TOPIC, "k", "lost"));
        Serializer<String> none = (_, _) -> {
            throw new SerializationException("unwritable");
        };
        publisher.post(Outgoing.of(TOPIC, "k", "never", none));

        assertThat(meters.get("bi.events.lost").tag("topic", TOPIC).counter().count())
                .isEqualTo(2);
    }

    @Test
    void aMessageThatCannotBeWrittenIsSentNowhereAndItsValueIsNotTold() {
        var producer = producer(true);
        Serializer<String> picky = (_, secret) -> {
            throw new SerializationException("cannot write " + secret);
        };

        assertThatThrownBy(() -> publisher(producer).publish(Outgoing.of(TOPIC, "k", "13800000000", picky)))
                .isInstanceOf(PublishFailedException.class)
                .hasMessageContainingAll("BI-EVENT-02", TOPIC, "SerializationException")
                .satisfies(it -> {
                    for (var cause = it; cause != null; cause = cause.getCause()) {
                        assertThat(cause).hasMessageNotContaining("13800000000");
                    }
                });
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aMessageWithATypeIsACloudEventOfTheApplication() {
        var producer = producer(true);
        var label = Outgoing.json(TOPIC, "7:1", Map.of()).as("io.carrier.label.printed");

        publisher(producer)
                .publish(label.withId("first").with("ce_subject", "1").with("content-type", "text/plain"));
        publisher(producer).publish(label);

        assertThat(headers(producer.history().getFirst()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "first",
                        "ce_source", "/carrier",
                        "ce_type", "io.carrier.label.printed",
                        "ce_time", "2026-11-21T02:03:04.500Z",
                        "ce_subject", "1",
                        "content-type", "text/plain"));
        assertThat(headers(producer.history().get(1)).get("ce_id")).hasSize(36);
    }

    @Test
    void theHeadersSayWhatTheThreadIsAt() {
        var producer = producer(true);
        var observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(_ -> true);
        var template = new KafkaTemplate<>(new MockProducerFactory<>(() -> producer));
        template.setProducerInterceptor(new ObservedHeaders(observations));
        var publisher = publisher(template);

        Observation.createNotStarted("import", observations)
                .lowCardinalityKeyValue("tenant", "t1")
                .highCardinalityKeyValue("correlation.id", "c-1")
                .observe(() -> {
                    publisher.publish(Outgoing.json(TOPIC, "k", 1));
                    publisher.publish(Outgoing.json(TOPIC, "k", 1).with("tenant", "said by itself"));
                });
        try (var _ = MDC.putCloseable("correlation.id", "from the log")) {
            publisher.publish(Outgoing.json(TOPIC, "k", 1));
        }

        assertThat(producer.history())
                .extracting(EventPublisherTests::headers)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .containsEntry("tenant", "t1")
                                .containsEntry("correlation-id", "c-1")
                                .containsKey("traceparent"),
                        second -> assertThat(second).containsEntry("tenant", "said by itself"),
                        third -> assertThat(third)
                                .containsEntry("correlation-id", "from the log")
                                .doesNotContainKey("tenant"));
    }

    private EventPublisher publisher(MockProducer<byte[], byte[]> producer) {
        return publisher(new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)));
    }

    private EventPublisher publisher(KafkaTemplate<byte[], byte[]> template) {
        return new EventPublisher(
                template,
                new OutgoingRecords(JsonMapper.shared(), "carrier", () -> Instant.parse("2026-11-21T02:03:04.500Z")),
                meters);
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void close(Duration patience) {
                // A template closes what it was given; a real factory lets nothing through to the producer.
            }
        };
    }

    private static Event event(@Nullable String id, @Nullable Long version) {
        return event(id, version, "{\"o_id\":" + id + "}");
    }

    private static Event event(@Nullable String id, @Nullable Long version, String value) {
        return new Event(
                "jushuitan",
                "7",
                "order",
                id,
                version,
                Instant.parse("2026-11-21T02:03:04.500Z"),
                Origin.LIVE,
                value.getBytes(UTF_8));
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> sent) {
        var headers = new TreeMap<String, String>();
        sent.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(new ArrayList<>(headers.keySet()))
                .hasSameSizeAs(sent.headers().toArray());
        return headers;
    }
}

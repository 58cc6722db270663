package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

class EventPublisherTests {

    private static final String TOPIC = "erp.jushuitan.order";

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

    private static EventPublisher publisher(MockProducer<byte[], byte[]> producer) {
        return new EventPublisher(new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)));
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
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

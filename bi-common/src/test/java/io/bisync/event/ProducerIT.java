package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.topic.TopicAutoConfiguration;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.util.unit.DataSize;

/** What the producer's settings do to the records of a real broker. */
class ProducerIT {

    private static final String TOPIC = "producer.sample";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int RECORDS = 300;

    private static final LocalKafka kafka = SharedKafka.broker();

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void whatIsCompressedIsReadAsItWas(String codec) {
        with(Map.of("compression.type", codec, "linger.ms", "200"), (publisher, producer) -> {
            var from = end();
            var values = IntStream.range(0, RECORDS)
                    .mapToObj(it -> codec + " " + it + " the same words in every one of them".repeat(5))
                    .toList();

            send(publisher, values);

            assertThat(read(from)).containsExactlyElementsOf(values);
            var rate = metric(producer, "compression-rate-avg");
            if (codec.equals("none")) {
                assertThat(rate).isEqualTo(1);
            } else {
                assertThat(rate).isLessThan(0.5);
            }
        });
    }

    @Test
    void recordsWaitForEachOtherUntilTheirBatchIsFullOrItsTimeIsOver() {
        var values = IntStream.range(0, RECORDS).mapToObj("value %d"::formatted).toList();
        with(Map.of("linger.ms", "500", "batch.size", "65536"), (publisher, producer) -> {
            send(publisher, values);
            assertThat(metric(producer, "records-per-request-avg")).isGreaterThan(20);
        });
        with(
                Map.of("linger.ms", "500", "batch.size", "1", "max.in.flight.requests.per.connection", "1"),
                (publisher, producer) -> {
                    send(publisher, values);
                    assertThat(metric(producer, "records-per-request-avg"))
                            .as("a batch that is full with one record")
                            .isEqualTo(1);
                });
    }

    @Test
    void interceptorsThatAreBeansSeeEveryRecordInTheirOrder() {
        application(Map.of()).withUserConfiguration(Stamped.class).run(context -> {
            var from = end();

            context.getBean(EventPublisher.class).publish(Outgoing.json(TOPIC, "k", "v"));

            assertThat(headers(from)).containsEntry("stamp", "by a bean").containsKey("traceparent");
        });
    }

    private static void send(EventPublisher publisher, List<String> values) {
        CompletableFuture.allOf(values.stream()
                        .map(it -> publisher.send(Outgoing.bytes(TOPIC, "k".getBytes(UTF_8), it.getBytes(UTF_8))))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static double metric(KafkaOperations<byte[], byte[]> producer, String name) {
        return producer.metrics().values().stream()
                .filter(it -> it.metricName().name().equals(name)
                        && it.metricName().group().equals("producer-metrics"))
                .mapToDouble(it -> (double) it.metricValue())
                .max()
                .orElseThrow();
    }

    private static void with(
            Map<String, String> settings, BiConsumer<EventPublisher, KafkaOperations<byte[], byte[]>> use) {
        application(settings).run(context -> {
            assertThat(context).hasNotFailed();
            use.accept(
                    context.getBean(EventPublisher.class),
                    context.getBean(EventProducer.class).operations());
        });
    }

    private static ApplicationContextRunner application(Map<String, String> settings) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        KafkaAutoConfiguration.class,
                        KafkaClientsAutoConfiguration.class,
                        EventAutoConfiguration.class,
                        TopicAutoConfiguration.class))
                .withUserConfiguration(Topics.class)
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "bi.topics.create=true",
                        "bi.topics.patience=60s")
                .withPropertyValues(settings.entrySet().stream()
                        .map(it -> "bi.kafka.producer." + it.getKey() + "=" + it.getValue())
                        .sorted(Comparator.naturalOrder())
                        .toArray(String[]::new));
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        var consumer = new KafkaConsumer<byte[], byte[]>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    private static long end() {
        try (var consumer = consumer()) {
            return end(consumer);
        }
    }

    private static long end(KafkaConsumer<?, ?> consumer) {
        return Objects.requireNonNull(consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
    }

    private static List<String> read(long from) {
        var values = new ArrayList<String>();
        try (var consumer = consumer()) {
            consumer.seek(PARTITION, from);
            var end = end(consumer);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(it -> values.add(new String(it.value(), UTF_8)));
            }
        }
        return values;
    }

    private static Map<String, String> headers(long from) {
        Map<String, String> headers = new TreeMap<>();
        try (var consumer = consumer()) {
            consumer.seek(PARTITION, from);
            while (headers.isEmpty()) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(it -> it.headers()
                                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8))));
            }
        }
        return headers;
    }

    @Configuration(proxyBeanMethods = false)
    static class Topics {

        @Bean
        TopicDeclaration sample() {
            return new TopicDeclaration(TOPIC, 1, Duration.ofDays(1), DataSize.ofMegabytes(1));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Stamped {

        @Bean
        ProducerInterceptor<byte[], byte[]> stamp() {
            return new Stamp();
        }
    }

    /** An interceptor of an application. */
    static final class Stamp implements ProducerInterceptor<byte[], byte[]> {

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
            message.headers().add("stamp", "by a bean".getBytes(UTF_8));
            return message;
        }

        @Override
        public void onAcknowledgement(@Nullable RecordMetadata sent, @Nullable Exception failure) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}

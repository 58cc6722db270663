package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.topic.TopicAutoConfiguration;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.util.unit.DataSize;

class EventPublisherIT {

    private static final String TOPIC = "erp.sample.order";

    private static final LocalKafka kafka = SharedKafka.broker();

    @Test
    void aPageIsOnTheTopicWhenPublishReturns() {
        service().run(context -> {
            var page = LongStream.range(0, 200)
                    .mapToObj(id -> event(id, "{}".getBytes(UTF_8)))
                    .toList();

            context.getBean(EventPublisher.class).publish(TOPIC, page);

            var records = read();
            assertThat(records).hasSizeGreaterThanOrEqualTo(200);
            assertThat(records)
                    .allSatisfy(sent ->
                            assertThat(EventHeaders.account(sent.headers())).isEqualTo("7"));
            var broker = context.getBean("brokerHealthIndicator", HealthIndicator.class);
            assertThat(Objects.requireNonNull(broker.health()).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void aRecordAsLargeAsTheTopicTakesPassesAndALargerOneFailsThePage() {
        service().run(context -> {
            var publisher = context.getBean(EventPublisher.class);

            publisher.publish(TOPIC, List.of(event(1, new byte[5 * 1024 * 1024])));
            assertThatThrownBy(() -> publisher.publish(TOPIC, List.of(event(2, new byte[7 * 1024 * 1024]))))
                    .isInstanceOf(PublishFailedException.class)
                    .hasMessageContaining("RecordTooLargeException");
        });
    }

    @Test
    void theApplicationsOwnTemplateSendsWhatItWantsBesideOurs() {
        service().run(context -> {
            @SuppressWarnings("unchecked") // Boot declares it without types
            KafkaTemplate<String, String> theirs = context.getBean(KafkaTemplate.class);

            assertThat(theirs.send("theirs", "key", "value")
                            .get()
                            .getRecordMetadata()
                            .topic())
                    .isEqualTo("theirs");
            assertThat(theirs.getProducerFactory().getConfigurationProperties())
                    .containsEntry("acks", "0")
                    .containsEntry("value.serializer", StringSerializer.class);
            context.getBean(EventPublisher.class).publish(TOPIC, List.of(event(3, "{}".getBytes(UTF_8))));
        });
    }

    private static ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        KafkaAutoConfiguration.class,
                        KafkaClientsAutoConfiguration.class,
                        EventAutoConfiguration.class,
                        TopicAutoConfiguration.class))
                .withUserConfiguration(Service.class)
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "spring.kafka.producer.acks=0",
                        "bi.topics.create=true",
                        "bi.topics.patience=60s");
    }

    private static Event event(long id, byte[] value) {
        return new Event(
                "sample",
                "7",
                "order",
                String.valueOf(id),
                1L,
                Instant.parse("2026-11-21T00:00:00Z"),
                Origin.LIVE,
                value);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {

        @Bean
        TopicDeclaration theirs() {
            return new TopicDeclaration("theirs", 1, Duration.ofDays(7), DataSize.ofMegabytes(1));
        }

        @Bean
        TopicDeclaration orders() {
            return new TopicDeclaration(TOPIC, 2, Duration.ofDays(1), DataSize.ofMegabytes(6));
        }
    }
}

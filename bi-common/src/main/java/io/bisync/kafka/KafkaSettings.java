package io.bisync.kafka;

import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Our own Kafka clients, which connect as {@code spring.kafka.*} says.
 *
 * @param producer Settings of the producer of events, by Kafka's own names.
 * @param consumer Settings of the consumers that load, by Kafka's own names.
 * @param strict Whether a start ends where spring.kafka.producer.* or spring.kafka.consumer.* holds what does
 *     not reach our clients; true in the services of the suite, which have no other clients.
 */
@Validated
@ConfigurationProperties("bi.kafka")
record KafkaSettings(
        @NotNull @DefaultValue Map<String, String> producer,
        @NotNull @DefaultValue Map<String, String> consumer,
        @DefaultValue("false") boolean strict) {}

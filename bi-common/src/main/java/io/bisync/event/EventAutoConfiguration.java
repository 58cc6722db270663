package io.bisync.event;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.LoggingProducerListener;
import org.springframework.kafka.support.ProducerListener;

/** Publishing: Boot's own producer, made to send bytes and to lose nothing. */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
class EventAutoConfiguration {

    /** What must hold whatever {@code spring.kafka.producer.*} says; compression, linger and times stay settings. */
    @Bean
    DefaultKafkaProducerFactoryCustomizer losslessProducers() {
        return factory -> factory.updateConfigs(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
    }

    /** Boot's own one writes the record into the log. */
    @Bean
    @ConditionalOnMissingBean
    ProducerListener<Object, Object> producerListener() {
        var listener = new LoggingProducerListener<>();
        listener.setIncludeContents(false);
        return listener;
    }

    @Configuration(proxyBeanMethods = false)
    static class Publishing {

        @Bean
        @ConditionalOnMissingBean
        EventPublisher eventPublisher(KafkaTemplate<byte[], byte[]> kafka) {
            return new EventPublisher(kafka);
        }
    }
}

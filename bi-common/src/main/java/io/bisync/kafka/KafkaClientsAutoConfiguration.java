package io.bisync.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.kafka.core.ProducerFactory;

/** Where Spring's own Kafka is, ours connects the same way. */
@AutoConfiguration(
        after = KafkaAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean({ProducerFactory.class, ConsumerFactory.class})
@EnableConfigurationProperties(KafkaSettings.class)
public final class KafkaClientsAutoConfiguration {

    KafkaClientsAutoConfiguration() {}

    /** Boot's own beans know more than its properties: connection details and SSL bundles. */
    @Bean
    static KafkaClients kafkaClients(
            Environment environment,
            ProducerFactory<?, ?> producers,
            ConsumerFactory<?, ?> consumers,
            KafkaSettings settings) {
        return new KafkaClients(
                environment, producers.getConfigurationProperties(), consumers.getConfigurationProperties(), settings);
    }

    /** Whoever sets records aside does it by this one. */
    @Bean(destroyMethod = "close")
    static DeadLetterProducer deadLetterProducer(KafkaClients clients, ObjectProvider<MeterRegistry> meters) {
        var producer = new DeadLetterProducer(clients.producerConnection());
        meters.ifAvailable(registry -> producer.add(new MicrometerProducerListener<>(registry)));
        return producer;
    }
}

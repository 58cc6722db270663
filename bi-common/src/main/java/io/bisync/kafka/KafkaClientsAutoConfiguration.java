package io.bisync.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashSet;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
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

    private static final Logger log = LoggerFactory.getLogger(KafkaClientsAutoConfiguration.class);

    KafkaClientsAutoConfiguration() {}

    /** Boot's own beans know more than its properties: connection details and SSL bundles. */
    @Bean
    static KafkaClients kafkaClients(
            Environment environment,
            ProducerFactory<?, ?> producers,
            ConsumerFactory<?, ?> consumers,
            ObjectProvider<KafkaAdmin> admins,
            KafkaSettings settings) {
        var connections = new HashSet<Map<String, Object>>();
        connections.add(KafkaClients.connecting(producers.getConfigurationProperties()));
        connections.add(KafkaClients.connecting(consumers.getConfigurationProperties()));
        admins.ifAvailable(it -> connections.add(KafkaClients.connecting(it.getConfigurationProperties())));
        connections.forEach(it -> ConnectionCheck.check(it, environment));
        connections.stream()
                .flatMap(it -> Carelessness.of(it).stream())
                .distinct()
                .forEach(what -> log.atWarn()
                        .addKeyValue("code", Carelessness.CODE)
                        .log("{} The connection to Kafka protects nothing: {}", Carelessness.CODE, what));
        return new KafkaClients(
                environment, producers.getConfigurationProperties(), consumers.getConfigurationProperties(), settings);
    }

    @Bean
    static MeterBinder carelessness(ProducerFactory<?, ?> producers) {
        var careless = Carelessness.of(producers.getConfigurationProperties()).isPresent();
        return meters -> Gauge.builder("bi.kafka.careless", () -> careless ? 1 : 0)
                .description("1 while the connection to Kafka believes anybody, or sends passwords in clear")
                .register(meters);
    }

    @Bean
    static ThrottleWatch throttleWatch(ObjectProvider<MeterRegistry> meters) {
        return new ThrottleWatch(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** Whoever sets records aside does it by this one. */
    @Bean(destroyMethod = "close")
    static DeadLetterProducer deadLetterProducer(KafkaClients clients, ObjectProvider<MeterRegistry> meters) {
        var producer = new DeadLetterProducer(clients.producerConnection());
        meters.ifAvailable(registry -> producer.add(new MicrometerProducerListener<>(registry)));
        return producer;
    }
}

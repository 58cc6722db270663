package io.bisync.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** Topics: every {@link TopicDeclaration} bean is created or checked at start. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(TopicSettings.class)
public class TopicAutoConfiguration {

    private static final int PRODUCERS_OWN_LIMIT = 1024 * 1024;

    @Bean
    TopicGuard topicsHealthIndicator(
            KafkaAdmin kafka,
            TopicSettings settings,
            ObjectProvider<TopicDeclaration> declarations,
            TopicProblems topicProblems) {
        return new TopicGuard(kafka, settings, declarations.orderedStream().toList(), topicProblems);
    }

    @Bean
    TopicProblems topicProblems(ObjectProvider<MeterRegistry> meters) {
        return new TopicProblems(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    @ConditionalOnBean(TopicDeclaration.class)
    BrokerHealth brokerHealthIndicator(KafkaAdmin kafka, TopicProblems topicProblems) {
        return new BrokerHealth(kafka, topicProblems.noBroker());
    }

    /** A producer refuses more than 1 MB by itself, whatever the topics take. */
    @Bean
    DefaultKafkaProducerFactoryCustomizer producersTakeWhatTopicsTake(ObjectProvider<TopicDeclaration> declarations) {
        return factory -> declarations.stream()
                .mapToLong(TopicDeclaration::largestDeadLetter)
                .max()
                .ifPresent(largest -> factory.updateConfigs(Map.of(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Math.max(PRODUCERS_OWN_LIMIT, Math.toIntExact(largest)))));
    }
}

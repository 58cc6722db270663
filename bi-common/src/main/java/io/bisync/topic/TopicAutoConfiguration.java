package io.bisync.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** Topics: every {@link TopicDeclaration} bean is created or checked at start. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnClass(KafkaAdmin.class)
@ConditionalOnBean(KafkaAdmin.class)
@EnableConfigurationProperties(TopicProperties.class)
public class TopicAutoConfiguration {

    @Bean
    TopicCheck topicsHealthIndicator(
            KafkaAdmin kafka,
            TopicProperties settings,
            ObjectProvider<TopicDeclaration> declarations,
            TopicProblems topicProblems) {
        return new TopicCheck(kafka, settings, declarations.orderedStream().toList(), topicProblems);
    }

    @Bean
    TopicProblems topicProblems(ObjectProvider<MeterRegistry> meters, ApplicationEventPublisher events) {
        return new TopicProblems(meters.getIfAvailable(SimpleMeterRegistry::new), events);
    }

    @Bean
    @ConditionalOnBean(TopicDeclaration.class)
    BrokerHealthIndicator brokerHealthIndicator(KafkaAdmin kafka, TopicProblems topicProblems) {
        return new BrokerHealthIndicator(kafka, topicProblems);
    }
}

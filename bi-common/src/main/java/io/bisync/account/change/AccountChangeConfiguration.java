package io.bisync.account.change;

import io.bisync.event.EventProducer;
import io.bisync.kafka.KafkaClients;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.unit.DataSize;

/** Hearing of changes of accounts: topic and listener. A service that holds something of accounts imports it. */
@Configuration(proxyBeanMethods = false)
public class AccountChangeConfiguration {

    static final String CONTAINERS = "accountChangeContainers";

    private static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);

    /** One partition: whoever hears keeps no position, so nothing is shared out. */
    @Bean
    static TopicDeclaration accountChanges() {
        return TopicDeclaration.handled(AccountChanged.TOPIC, 1, Duration.ofDays(1), DataSize.ofMegabytes(1));
    }

    @Bean
    static AccountChangeListener accountChangeListener(ApplicationEventPublisher events) {
        return new AccountChangeListener(events);
    }

    @Bean(CONTAINERS)
    static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> containers(
            KafkaClients clients, EventProducer producer) {
        var settings = new HashMap<>(clients.consumerConnection());
        settings.putAll(SETTINGS);
        var retries = new ExponentialBackOff(200, 2);
        retries.setMaxAttempts(3);
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(settings));
        factory.getContainerProperties().setAckMode(AckMode.MANUAL);
        factory.setCommonErrorHandler(
                new DefaultErrorHandler(new DeadLetterPublishingRecoverer(producer.operations()), retries));
        return factory;
    }
}

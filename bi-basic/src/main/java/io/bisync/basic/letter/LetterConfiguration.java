package io.bisync.basic.letter;

import io.bisync.basic.audit.Audit;
import io.bisync.basic.topic.Topics;
import io.bisync.kafka.KafkaClients;
import io.bisync.kafka.LastingAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.FixedBackOff;

/** Dead letters: the reading of their topics, the index and REST. */
@Configuration(proxyBeanMethods = false)
@Import(LetterResource.class)
public class LetterConfiguration {

    private static final long WAITS = 5_000;

    /** A topic that is new is found within this. */
    private static final int LOOKS_FOR_TOPICS = 30_000;

    @Bean
    static Letters letters(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Audit audit,
            InstantSource clock) {
        return new Letters(jdbc, batches, transaction, audit, clock);
    }

    @Bean
    static SendableLetters sendableLetters(JdbcClient jdbc) {
        return new SendableLetters(jdbc);
    }

    @Bean
    static LetterListener letterListener(Letters letters) {
        return new LetterListener(letters);
    }

    @Bean
    static LetterReader letterReader(KafkaClients clients) {
        return new LetterReader(clients);
    }

    @Bean
    static LetterWatch letterWatch(
            JdbcClient jdbc,
            Letters letters,
            LastingAdmin topicAdmin,
            Topics topics,
            InstantSource clock,
            MeterRegistry registry) {
        return new LetterWatch(jdbc, letters, topicAdmin.admin(), topics, clock, registry);
    }

    /** The database being away is no reason to give a letter up. */
    @Bean
    static ConcurrentKafkaListenerContainerFactory<byte[], Integer> deadLetterReaders(
            KafkaClients clients, KafkaProperties kafka) {
        var settings = new HashMap<>(clients.handling());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ValueLength.class);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOKS_FOR_TOPICS);
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], Integer>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(settings));
        factory.setBatchListener(true);
        factory.setAutoStartup(kafka.getListener().isAutoStartup());
        factory.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(WAITS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        factory.getContainerProperties().setAuthExceptionRetryInterval(clients.restAfterRefusal());
        return factory;
    }
}

package io.bisync.event;

import io.bisync.kafka.KafkaClients;
import io.bisync.topic.TopicDeclaration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerProducerListener;
import tools.jackson.databind.json.JsonMapper;

/** Publishing, with a producer of our own. */
@AutoConfiguration(
        afterName = {
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean(KafkaClients.class)
public final class EventAutoConfiguration {

    EventAutoConfiguration() {}

    /** Whatever else an application has of them, in their order; the last sees what the others made of a record. */
    @Bean
    static ProducerInterceptor<byte[], byte[]> observedHeaders(ObjectProvider<ObservationRegistry> observations) {
        return new ObservedHeaders(observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    @Bean
    static EventProducer eventProducer(
            KafkaClients clients,
            ObjectProvider<TopicDeclaration> topics,
            ObjectProvider<ProducerInterceptor<byte[], byte[]>> interceptors,
            ObjectProvider<MeterRegistry> meters) {
        var producer = new EventProducer(
                clients,
                topics.orderedStream().toList(),
                interceptors.orderedStream().toList());
        meters.ifAvailable(it -> producer.add(new MicrometerProducerListener<>(it)));
        return producer;
    }

    @Bean
    @ConditionalOnMissingBean
    static EventPublisher eventPublisher(
            EventProducer producer,
            ObjectProvider<JsonMapper> json,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<MeterRegistry> meters,
            @Value("${spring.application.name:application}") String application) {
        return new EventPublisher(
                producer.operations(),
                new OutgoingRecords(
                        json.getIfAvailable(JsonMapper::shared),
                        application,
                        clock.getIfAvailable(InstantSource::system)),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** Made for whoever asks for it: an application without transactions needs no name. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static Transactions transactions(EventProducer producer, @Value("${spring.application.name:}") String application) {
        return new Transactions(producer, application);
    }
}

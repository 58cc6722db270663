package io.bisync.handler;

import io.bisync.kafka.DeadLetterProducer;
import io.bisync.kafka.KafkaClients;
import io.bisync.registry.format.Decoders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ShareKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import org.springframework.kafka.transaction.KafkaAwareTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The container factories {@code handlers} and {@code shared}, for listeners that name them. */
@AutoConfiguration(
        afterName = {
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBean({KafkaClients.class, ConcurrentKafkaListenerContainerFactoryConfigurer.class})
@EnableConfigurationProperties(HandlerSettings.class)
public final class HandlerAutoConfiguration {

    HandlerAutoConfiguration() {}

    @Bean
    static ListenerSettings listenerSettings(Environment environment) {
        return new ListenerSettings(environment);
    }

    @Bean
    static ListenerControls listenerControls(ListenerSettings settings) {
        return new ListenerControls(settings);
    }

    @Bean
    static HandlerContainers handlerContainers(
            KafkaClients clients,
            ConcurrentKafkaListenerContainerFactoryConfigurer boot,
            ObjectProvider<RecordMessageConverter> converters,
            ObjectProvider<JsonMapper> json,
            ObjectProvider<Decoders> decoders,
            ObjectProvider<MeterRegistry> meters) {
        var ours =
                new ValueConverter(json.getIfUnique(() -> JsonMapper.builder().build()), decoders::getIfAvailable);
        return new HandlerContainers(clients, boot, converters.getIfUnique(() -> ours), meters.getIfAvailable());
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> handlers(
            HandlerContainers containers,
            ListenerControls controls,
            DeadLetterProducer deadLetters,
            ObjectProvider<KafkaAwareTransactionManager<?, ?>> transactions,
            ObjectProvider<MeterRegistry> meters) {
        return containers.factory(new Handlers(
                controls,
                containers.consumer(),
                deadLetters,
                transactions::getIfUnique,
                meters.getIfAvailable(SimpleMeterRegistry::new)));
    }

    @Bean
    static ShareKafkaListenerContainerFactory<byte[], byte[]> shared(
            HandlerContainers containers,
            KafkaClients clients,
            KafkaProperties kafka,
            ListenerControls controls,
            DeadLetterProducer deadLetters,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<InstantSource> clocks) {
        var factory = new SharedContainers(
                containers,
                clients.consumerConnection(),
                controls,
                deadLetters,
                meters.getIfAvailable(SimpleMeterRegistry::new),
                clocks.getIfAvailable(InstantSource::system));
        factory.setAutoStartup(kafka.getListener().isAutoStartup());
        // Spring's own default is phase 0, and draws every other listener there: they would start before anybody
        // decides.
        factory.setPhase(AbstractMessageListenerContainer.DEFAULT_PHASE);
        return factory;
    }
}

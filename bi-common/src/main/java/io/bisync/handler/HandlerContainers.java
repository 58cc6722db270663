package io.bisync.handler;

import io.bisync.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.support.converter.RecordMessageConverter;

/** Container factories that differ only in what stands between a container and its method. */
public final class HandlerContainers {

    private final KafkaClients clients;
    private final ConcurrentKafkaListenerContainerFactoryConfigurer boot;
    private final RecordMessageConverter converter;
    private final @Nullable MeterRegistry meters;

    HandlerContainers(
            KafkaClients clients,
            ConcurrentKafkaListenerContainerFactoryConfigurer boot,
            RecordMessageConverter converter,
            @Nullable MeterRegistry meters) {
        this.clients = clients;
        this.boot = boot;
        this.converter = converter;
        this.meters = meters;
    }

    /** What all their consumers are set to. */
    Map<String, Object> consumer() {
        return clients.handling();
    }

    Duration restAfterRefusal() {
        return clients.restAfterRefusal();
    }

    RecordMessageConverter converter() {
        return converter;
    }

    /**
     * A factory as {@code spring.kafka.listener.*} says: bytes in, of which the application's message converter, or else
     * one of ours, makes what a method asks for.
     *
     * @param customizer puts into each container what makes it different
     */
    public ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory(
            ContainerCustomizer<byte[], byte[], ConcurrentMessageListenerContainer<byte[], byte[]>> customizer) {
        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(consumer());
        if (meters != null) {
            consumers.addListener(new MicrometerConsumerListener<>(meters));
        }
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        configure(factory, consumers);
        // Otherwise a consumer that is refused ends for good.
        factory.getContainerProperties().setAuthExceptionRetryInterval(clients.restAfterRefusal());
        factory.setRecordMessageConverter(converter);
        factory.setBatchMessageConverter(ValueConverter.ofBatches(converter));
        // Transactions are a handler's own choice, and not that of whoever set an id for the application's template.
        factory.getContainerProperties().setKafkaAwareTransactionManager(null);
        factory.setContainerCustomizer(customizer);
        return factory;
    }

    /** Boot knows the application's factory by the types of its keys and values, and sets nothing that depends on them. */
    @SuppressWarnings("unchecked")
    private void configure(ConcurrentKafkaListenerContainerFactory<?, ?> factory, ConsumerFactory<?, ?> consumers) {
        boot.configure(
                (ConcurrentKafkaListenerContainerFactory<Object, Object>) factory,
                (ConsumerFactory<Object, Object>) consumers);
    }
}

package io.bisync.handler;

import io.bisync.handler.ListenerControl.Limit;
import io.bisync.kafka.DeadLetterProducer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.springframework.kafka.config.KafkaListenerEndpoint;
import org.springframework.kafka.config.ShareKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultShareConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;
import org.springframework.kafka.listener.adapter.ShareRecordMessagingMessageListenerAdapter;

/** Containers of share groups: any member gets any record, so there is no order, and more members than partitions help. */
final class SharedContainers extends ShareKafkaListenerContainerFactory<byte[], byte[]> {

    private final HandlerContainers containers;
    private final Map<String, Object> connection;
    private final ListenerControls controls;
    private final DeadLetterProducer deadLetters;
    private final MeterRegistry meters;
    private final InstantSource clock;

    SharedContainers(
            HandlerContainers containers,
            Map<String, Object> connection,
            ListenerControls controls,
            DeadLetterProducer deadLetters,
            MeterRegistry meters,
            InstantSource clock) {
        super(new DefaultShareConsumerFactory<>(connection));
        this.containers = containers;
        this.connection = connection;
        this.controls = controls;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    protected ShareKafkaMessageListenerContainer<byte[], byte[]> createContainerInstance(
            KafkaListenerEndpoint endpoint) {
        var control = controls.make(endpoint.getId());
        var topics = Objects.requireNonNull(endpoint.getTopics(), "A share group needs the names of its topics");
        var consumers = new SharedConsumers(containers.consumer(), connection, control, containers.restAfterRefusal());
        var container = new SharedContainer(consumers, new ContainerProperties(topics.toArray(String[]::new)));
        consumers.tell(container::refused);
        container.setShareConsumerRecordRecoverer(new SharedFailures(
                control,
                container,
                deadLetters.recoverer(),
                new HandlerEvents(control.listener(), meters),
                container::failed,
                clock));
        control.with(Limit.CONCURRENCY, container::concurrency, container::concurrency);
        return container;
    }

    @Override
    public ShareKafkaMessageListenerContainer<byte[], byte[]> createListenerContainer(KafkaListenerEndpoint endpoint) {
        var container = super.createListenerContainer(endpoint);
        var properties = container.getContainerProperties();
        // Spring's factory gives listeners of share groups no converter.
        if (properties.getMessageListener() instanceof ShareRecordMessagingMessageListenerAdapter<?, ?> adapter) {
            adapter.setMessageConverter(containers.converter());
            properties.setMessageListener(SharedListener.of(
                    adapter, Objects.requireNonNull(controls.of(Objects.requireNonNull(endpoint.getId())))));
        }
        return container;
    }
}

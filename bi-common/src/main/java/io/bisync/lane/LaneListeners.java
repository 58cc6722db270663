package io.bisync.lane;

import io.bisync.handler.ListenerControl.Limit;
import io.bisync.handler.ListenerControls;
import io.bisync.handler.ListenerSettings;
import io.bisync.kafka.DeadLetterProducer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.MessageListener;

/** Puts lanes between a container and its listener of single records. */
final class LaneListeners
        implements ContainerCustomizer<byte[], byte[], ConcurrentMessageListenerContainer<byte[], byte[]>> {

    private final ListenerSettings settings;
    private final ListenerControls controls;
    private final DeadLetterProducer deadLetters;
    private final LaneWorkers.Timer timer;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final List<LaneListener> listeners = new CopyOnWriteArrayList<>();

    LaneListeners(
            ListenerSettings settings,
            ListenerControls controls,
            DeadLetterProducer deadLetters,
            LaneWorkers.Timer timer,
            MeterRegistry meters,
            InstantSource clock) {
        this.settings = settings;
        this.controls = controls;
        this.deadLetters = deadLetters;
        this.timer = timer;
        this.meters = meters;
        this.clock = clock;
    }

    List<LaneListener> all() {
        return List.copyOf(listeners);
    }

    @Override
    public void configure(ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        var properties = container.getContainerProperties();
        var control = controls.make(container.getListenerId());
        var id = control.listener();
        var workers = new LaneWorkers(
                settings.of(id, LaneSettings.class),
                new Tried(handler(properties.getMessageListener()), deadLetters.recoverer()),
                new LaneFailures(control.waits(), control.settings().longestRetry()),
                new VirtualThreadTaskExecutor("lanes-" + id + "-"),
                timer,
                new LaneMeters(meters, id),
                clock);
        control.with(Limit.CONCURRENCY, container::getConcurrency, container::setConcurrency)
                .with(Limit.WORKERS, workers::workers, workers::workers);
        var listener = new LaneListener(id, workers);
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(listener);
        container.setBatchInterceptor(listener);
        listeners.add(listener);
        gauge("bi.lanes.workers", "Records at work now", id, workers::atWork);
        gauge(
                "bi.lanes.records.taken",
                "Records from the oldest unfinished one of each partition on",
                id,
                workers::taken);
        gauge(
                "bi.lanes.paused",
                "Partitions that wait for their oldest record",
                id,
                () -> listener.blocking().size());
    }

    private void gauge(String name, String description, String listener, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag("listener", listener)
                .register(meters);
    }

    @SuppressWarnings("unchecked") // the factory is for byte arrays alone
    private static MessageListener<byte[], byte[]> handler(@Nullable Object listener) {
        if (listener instanceof MessageListener<?, ?> single) {
            return (MessageListener<byte[], byte[]>) single;
        }
        throw new IllegalStateException(
                "A listener of the container factory 'lanes' takes single records, not a batch");
    }

    /** The annotated method, and its topic of dead letters. */
    private record Tried(MessageListener<byte[], byte[]> listener, DeadLetterPublishingRecoverer recoverer)
            implements LaneWorkers.Handler {

        @Override
        @SuppressWarnings("unchecked")
        public void handle(ConsumerRecord<?, ?> record) {
            var bytes = (ConsumerRecord<byte[], byte[]>) record;
            if (listener instanceof AcknowledgingConsumerAwareMessageListener<byte[], byte[]> adapter) {
                adapter.onMessage(bytes, null, null);
            } else {
                listener.onMessage(bytes);
            }
        }

        @Override
        public void setAside(ConsumerRecord<?, ?> record, Exception why) {
            recoverer.accept(record, null, why);
        }
    }
}

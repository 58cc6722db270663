package io.bisync.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.MessageListener;

/** Puts lanes between a container and its listener of single records. */
final class LaneListeners
        implements ContainerCustomizer<byte[], byte[], ConcurrentMessageListenerContainer<byte[], byte[]>> {

    private final LaneProperties settings;
    private final KafkaOperations<byte[], byte[]> deadLetters;
    private final LaneWorkers.Timer timer;
    private final MeterRegistry meters;
    private final List<LaneListener> listeners = new CopyOnWriteArrayList<>();

    LaneListeners(
            LaneProperties settings,
            KafkaOperations<byte[], byte[]> deadLetters,
            LaneWorkers.Timer timer,
            MeterRegistry meters) {
        this.settings = settings;
        this.deadLetters = deadLetters;
        this.timer = timer;
        this.meters = meters;
    }

    List<LaneListener> all() {
        return List.copyOf(listeners);
    }

    @Override
    public void configure(ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        var properties = container.getContainerProperties();
        var id = Objects.requireNonNull(container.getListenerId());
        var own = settings.of(id);
        var workers = new LaneWorkers(
                own,
                new Tried(handler(properties.getMessageListener()), recoverer(deadLetters)),
                LaneFailures.retries(own),
                new VirtualThreadTaskExecutor("lanes-" + id + "-"),
                timer,
                new LaneMeters(meters, id));
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

    private static DeadLetterPublishingRecoverer recoverer(KafkaOperations<byte[], byte[]> kafka) {
        var recoverer = new DeadLetterPublishingRecoverer(
                kafka, (record, _) -> new TopicPartition(record.topic() + "-dlt", record.partition()));
        recoverer.setLogRecoveryRecord(false);
        // A stack is long, and may quote what the record says a second time.
        recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        return recoverer;
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

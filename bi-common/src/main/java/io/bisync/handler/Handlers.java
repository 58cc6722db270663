package io.bisync.handler;

import io.bisync.handler.ListenerControl.Limit;
import io.bisync.handler.Narrowing.Narrowed;
import io.bisync.kafka.DeadLetterProducer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.FailedRecordProcessor;
import org.springframework.kafka.transaction.KafkaAwareTransactionManager;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/** Gives each container of the factory {@code handlers} the delivery, the retries and the dead letters that its listener is set to. */
final class Handlers
        implements ContainerCustomizer<byte[], byte[], ConcurrentMessageListenerContainer<byte[], byte[]>> {

    /** For a batch that comes again in parts; and never the end of what is tried, so that a limit of one can be raised. */
    private static final BackOff AT_ONCE = new FixedBackOff(0, FixedBackOff.UNLIMITED_ATTEMPTS);

    private final ListenerControls controls;
    private final Map<String, Object> consumer;
    private final DeadLetterProducer deadLetters;
    private final Supplier<@Nullable KafkaAwareTransactionManager<?, ?>> transactions;
    private final MeterRegistry meters;

    /**
     * @param consumer what the consumers are set to
     * @param transactions the application's, which Boot makes of {@code spring.kafka.producer.transaction-id-prefix}
     */
    Handlers(
            ListenerControls controls,
            Map<String, Object> consumer,
            DeadLetterProducer deadLetters,
            Supplier<@Nullable KafkaAwareTransactionManager<?, ?>> transactions,
            MeterRegistry meters) {
        this.controls = controls;
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.meters = meters;
    }

    @Override
    public void configure(ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        var control = controls.make(container.getListenerId());
        control.with(Limit.CONCURRENCY, container::getConcurrency, container::setConcurrency);
        var properties = container.getContainerProperties();
        requireShortWaits(control, properties);
        var events = new HandlerEvents(control.listener(), meters);
        switch (control.settings().delivery()) {
            case AT_MOST_ONCE -> atMostOnce(container, events);
            case AT_LEAST_ONCE -> atLeastOnce(container, control, events);
            case EXACTLY_ONCE -> exactlyOnce(container, control, events);
        }
    }

    private void atMostOnce(ConcurrentMessageListenerContainer<byte[], byte[]> container, HandlerEvents events) {
        var properties = container.getContainerProperties();
        properties.setAckMode(AckMode.MANUAL);
        properties.setMessageListener(
                properties.getMessageListener() instanceof BatchMessageListener<?, ?>
                        ? new CommitFirst.Batch(batches(properties))
                        : new CommitFirst.Single(records(properties)));
        container.setCommonErrorHandler(new OneTry(deadLetters.recoverer(), events));
    }

    private void atLeastOnce(
            ConcurrentMessageListenerContainer<byte[], byte[]> container,
            ListenerControl control,
            HandlerEvents events) {
        narrow(container, false);
        var errors = new DefaultErrorHandler(deadLetters.recoverer(), AT_ONCE);
        errors.setRetryListeners(events);
        retry(errors, control);
        container.setCommonErrorHandler(errors);
        leaveNoLag(container.getContainerProperties());
    }

    private void exactlyOnce(
            ConcurrentMessageListenerContainer<byte[], byte[]> container,
            ListenerControl control,
            HandlerEvents events) {
        var manager = transactions.get();
        if (manager == null) {
            throw new HandlerRefusedException(
                    "BI-HANDLE-04 Listener %s is set to exactly-once, and the application has no transactions of Kafka"
                            .formatted(control.listener()),
                    "Set spring.kafka.producer.transaction-id-prefix to a name that is this process's own and stays the same"
                            + " at its next start, for example ${spring.application.name}.${HOSTNAME}. with its final dot.");
        }
        narrow(container, true);
        var rollback =
                new AfterRollback(deadLetters.recoverer(), AT_ONCE, new KafkaTemplate<>(manager.getProducerFactory()));
        rollback.setRetryListeners(events);
        retry(rollback, control);
        container.setAfterRollbackProcessor(rollback);
        container.getContainerProperties().setKafkaAwareTransactionManager(manager);
        leaveNoLag(container.getContainerProperties());
    }

    private static void retry(FailedRecordProcessor failures, ListenerControl control) {
        failures.setBackOffFunction(
                (ConsumerRecord<?, ?> _, Exception failure) -> failure instanceof Narrowed ? AT_ONCE : control.waits());
    }

    private static void narrow(ConcurrentMessageListenerContainer<byte[], byte[]> container, boolean transactional) {
        var properties = container.getContainerProperties();
        if (properties.getMessageListener() instanceof BatchMessageListener<?, ?>) {
            var narrowing = new Narrowing(batches(properties), transactional);
            properties.setMessageListener(narrowing);
            if (transactional) {
                container.setBatchInterceptor(narrowing);
            }
        }
    }

    /** Behind transactions stand markers; not where a method acknowledges, which may have records that it has not yet. */
    private static void leaveNoLag(ContainerProperties properties) {
        var mode = properties.getAckMode();
        properties.setFixTxOffsets(
                properties.getGroupId() != null && (mode == AckMode.BATCH || mode == AckMode.RECORD));
    }

    /** A wait keeps its consumer from polling; the next one comes after the next poll, so that their sum is no bound. */
    private void requireShortWaits(ListenerControl control, ContainerProperties properties) {
        var own = properties.getKafkaConsumerProperties().getProperty(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
        var interval = Duration.ofMillis(Long.parseLong(Objects.requireNonNullElse(
                        own, consumer.getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "300000"))
                .toString()));
        var longest = control.settings().longestRetry();
        if (longest.compareTo(interval) >= 0) {
            throw new HandlerRefusedException(
                    "BI-HANDLE-01 Listener %s may wait %s for its next attempt, and its consumer would be shut out of its group after %s (max.poll.interval.ms)"
                            .formatted(control.listener(), longest, interval),
                    "Set bi.handlers.listeners.%s.longest-retry to less than that, or raise max.poll.interval.ms of the listener."
                            .formatted(control.listener()));
        }
    }

    @SuppressWarnings("unchecked") // the factory is for byte arrays alone
    private static AcknowledgingConsumerAwareMessageListener<byte[], byte[]> records(ContainerProperties properties) {
        return (AcknowledgingConsumerAwareMessageListener<byte[], byte[]>)
                Objects.requireNonNull(properties.getMessageListener());
    }

    @SuppressWarnings("unchecked")
    private static BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> batches(
            ContainerProperties properties) {
        return (BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>)
                Objects.requireNonNull(properties.getMessageListener());
    }
}

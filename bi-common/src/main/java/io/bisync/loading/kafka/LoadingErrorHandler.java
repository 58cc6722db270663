package io.bisync.loading.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Forgets what was polled, lets the partitions rest and returns: the hook reads the committed offsets again. It never
 * retries in place, as the records may be another member's by then, and never acknowledges, as the container would then
 * commit past records that are not loaded.
 */
final class LoadingErrorHandler extends DefaultErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(LoadingErrorHandler.class);

    private final LoadingConsumer loadingConsumer;
    /** Each kind of failure is told with its stack once: it comes again with every attempt. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    LoadingErrorHandler(LoadingConsumer loadingConsumer) {
        this.loadingConsumer = loadingConsumer;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        forget(thrown, consumer);
    }

    @Override
    public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(
            Exception thrown,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        forget(thrown, consumer);
        return ConsumerRecords.empty();
    }

    @Override
    public void handleRemaining(
            Exception thrown,
            List<ConsumerRecord<?, ?>> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        forget(thrown, consumer);
    }

    /** Exceptions of polls and callbacks: without a rest, the container would poll again at once. */
    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        var cause = thrown.getCause() == null ? thrown : thrown.getCause();
        if (cause instanceof InvalidOffsetException invalid) {
            loadingConsumer.outOfRange(consumer, invalid.partitions());
        } else {
            forget(thrown, consumer);
        }
    }

    private void forget(Exception thrown, Consumer<?, ?> consumer) {
        var cause = thrown.getCause() == null ? thrown : thrown.getCause();
        var where = cause.getClass().getName()
                + Arrays.stream(cause.getStackTrace()).limit(1).toList();
        if (told.add(where)) {
            log.error("BI-LOAD-10 A listener or a poll failed, nothing is committed or rejected", thrown);
        } else {
            log.debug("BI-LOAD-10 A listener or a poll failed again", thrown);
        }
        loadingConsumer.failed(consumer, cause.getClass().getSimpleName() + " in the listener or a poll");
    }
}

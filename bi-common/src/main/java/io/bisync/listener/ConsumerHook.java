package io.bisync.listener;

import io.bisync.account.ListenerStatus.FailedRecord;
import io.bisync.account.ListenerStatus.LastError;
import io.bisync.handler.Failures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.ThreadStateProcessor;

/**
 * Stands between a container and its own interceptor, on the consumer's thread: before every poll, empty ones too, it pauses
 * what an operator paused, around whatever the listener itself pauses, and notes positions and failures.
 */
final class ConsumerHook<K, V> implements BatchInterceptor<K, V>, RecordInterceptor<K, V> {

    private static final Logger log = LoggerFactory.getLogger(ConsumerHook.class);

    private final String id;
    private final @Nullable RecordInterceptor<K, V> ofRecords;
    private final @Nullable BatchInterceptor<K, V> ofBatches;
    private final Predicate<String> pausedTopics;
    private final boolean notesPositions;
    private final InstantSource clock;
    private final Set<TopicPartition> paused = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private volatile @Nullable LastError lastError;

    /**
     * Nothing is paused yet.
     *
     * @param ofRecords the container's own one
     * @param ofBatches the container's own one
     * @param notesPositions whether nobody else knows them
     */
    ConsumerHook(
            String id,
            @Nullable RecordInterceptor<K, V> ofRecords,
            @Nullable BatchInterceptor<K, V> ofBatches,
            Predicate<String> pausedTopics,
            boolean notesPositions,
            InstantSource clock) {
        this.id = id;
        this.ofRecords = ofRecords;
        this.ofBatches = ofBatches;
        this.pausedTopics = pausedTopics;
        this.notesPositions = notesPositions;
        this.clock = clock;
    }

    @Nullable Long position(TopicPartition partition) {
        return positions.get(partition);
    }

    boolean isPaused(TopicPartition partition) {
        return paused.contains(partition);
    }

    @Nullable LastError lastError() {
        return lastError;
    }

    void failed(String what) {
        failed(what, null);
    }

    private void failed(String what, @Nullable FailedRecord record) {
        lastError = new LastError(what, record, clock.instant());
    }

    /** What the listener itself paused stays paused: it says so after we let go, and before we hold. */
    @Override
    public void setupThreadState(Consumer<?, ?> consumer) {
        guarded(() -> letGo(consumer));
        var own = own();
        if (own != null) {
            own.setupThreadState(consumer);
        }
        guarded(() -> hold(consumer));
    }

    @Override
    public void clearThreadState(Consumer<?, ?> consumer) {
        var own = own();
        if (own != null) {
            own.clearThreadState(consumer);
        }
    }

    private @Nullable ThreadStateProcessor own() {
        return ofBatches == null ? ofRecords : ofBatches;
    }

    private void letGo(Consumer<?, ?> consumer) {
        for (var partition : consumer.assignment()) {
            if (!pausedTopics.test(partition.topic()) && paused.remove(partition)) {
                consumer.resume(List.of(partition));
                log.info("{}: {} gives records again", id, partition);
            }
        }
    }

    private void hold(Consumer<?, ?> consumer) {
        var before = consumer.paused();
        for (var partition : consumer.assignment()) {
            if (pausedTopics.test(partition.topic())) {
                if (!before.contains(partition)) {
                    consumer.pause(List.of(partition));
                }
                if (paused.add(partition)) {
                    log.info("{}: {} is paused by an operator", id, partition);
                }
            }
            if (notesPositions) {
                positions.put(partition, consumer.position(partition, Duration.ZERO));
            }
        }
    }

    /** An exception here would be lost, and the listener's own step with it. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (KafkaException | IllegalStateException notNow) {
            // A position that is not known yet, a partition that goes at this moment: there is a next poll.
            log.debug("{}: {}", id, notNow.getMessage());
        }
    }

    @Override
    public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
        return ofBatches == null ? records : ofBatches.intercept(records, consumer);
    }

    @Override
    public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
        if (ofBatches != null) {
            ofBatches.success(records, consumer);
        }
    }

    @Override
    public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
        failed(name(exception));
        if (ofBatches != null) {
            ofBatches.failure(records, exception, consumer);
        }
    }

    @Override
    public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
        return ofRecords == null ? record : ofRecords.intercept(record, consumer);
    }

    @Override
    public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
        if (ofRecords != null) {
            ofRecords.success(record, consumer);
        }
    }

    @Override
    public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
        failed(name(exception), new FailedRecord(record.topic(), record.partition(), record.offset(), null));
        if (ofRecords != null) {
            ofRecords.failure(record, exception, consumer);
        }
    }

    @Override
    public void afterRecord(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
        if (ofRecords != null) {
            ofRecords.afterRecord(record, consumer);
        }
    }

    private static String name(Exception exception) {
        return Failures.cause(exception).getClass().getSimpleName();
    }
}

package io.bisync.loading.kafka;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Where Spring Kafka calls on the consumer's thread outside the listener: before every poll, empty ones too, and at
 * rebalances. It lets no exception out, as an exception here ends the consumer's thread or is lost.
 */
public final class LoadingInterceptor implements BatchInterceptor<byte[], byte[]>, ConsumerAwareRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(LoadingInterceptor.class);

    private final LoadingConsumer loadingConsumer;

    public LoadingInterceptor(LoadingConsumer loadingConsumer) {
        this.loadingConsumer = loadingConsumer;
    }

    @Override
    public void setupThreadState(Consumer<?, ?> consumer) {
        guarded(consumer, "before a poll", () -> loadingConsumer.beforePoll(consumer));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        return records;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded(consumer, "while partitions came", () -> loadingConsumer.assigned(consumer, partitions));
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded(consumer, "while partitions went", () -> loadingConsumer.revoked(consumer, partitions));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded(consumer, "while partitions were lost", () -> loadingConsumer.revoked(consumer, partitions));
    }

    private void guarded(Consumer<?, ?> consumer, String when, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unexpected) {
            log.error("BI-LOAD-10 Failed {}, nothing is committed", when, unexpected);
            loadingConsumer.failed(consumer, unexpected.getClass().getSimpleName() + " " + when);
        }
    }
}

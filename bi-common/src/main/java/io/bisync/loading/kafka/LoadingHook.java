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
public final class LoadingHook implements BatchInterceptor<byte[], byte[]>, ConsumerAwareRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(LoadingHook.class);

    private final Loading loading;

    public LoadingHook(Loading loading) {
        this.loading = loading;
    }

    @Override
    public void setupThreadState(Consumer<?, ?> consumer) {
        guarded(consumer, "before a poll", () -> loading.beforePoll(consumer));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        return records;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded(consumer, "while partitions came", () -> loading.assigned(consumer, partitions));
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded(consumer, "while partitions went", () -> loading.revoked(consumer, partitions));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        guarded(consumer, "while partitions were lost", () -> loading.revoked(consumer, partitions));
    }

    private void guarded(Consumer<?, ?> consumer, String when, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unexpected) {
            LOG.error("BI-LOAD-10 Failed {}, nothing is committed", when, unexpected);
            loading.failed(consumer, unexpected.getClass().getSimpleName() + " " + when);
        }
    }
}

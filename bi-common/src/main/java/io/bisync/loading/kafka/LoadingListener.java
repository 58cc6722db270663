package io.bisync.loading.kafka;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The annotated listener without its {@code ConsumerSeekAware}: for one that is, the container asks for positions before
 * the partitions' first offsets can be committed, and a new group dies of it. Also starts no round once a stop is asked.
 */
final class LoadingListener implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> {

    private final BatchMessageListener<byte[], byte[]> annotated;
    private final BooleanSupplier running;
    private final BiConsumer<Consumer<?, ?>, Set<TopicPartition>> dropped;

    LoadingListener(
            BatchMessageListener<byte[], byte[]> annotated,
            BooleanSupplier running,
            BiConsumer<Consumer<?, ?>, Set<TopicPartition>> dropped) {
        this.annotated = annotated;
        this.running = running;
        this.dropped = dropped;
    }

    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte[], byte[]> records,
            @Nullable Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        if (running.getAsBoolean()) {
            annotated.onMessage(records, acknowledgment, consumer);
        } else {
            dropped.accept(consumer, records.partitions());
        }
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer) {
        throw new UnsupportedOperationException("A loading listener takes the whole poll: ConsumerRecords, Consumer");
    }
}

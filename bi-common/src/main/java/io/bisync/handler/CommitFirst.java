package io.bisync.handler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.adapter.AbstractDelegatingMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;

/** Commits what it is given before its listener sees it. */
final class CommitFirst {

    /** The offset may be committed or not, and nobody saw the record. */
    static final class UncommittedException extends RuntimeException {

        UncommittedException(KafkaException cause) {
            super("The offset is not known to be committed, so that nobody sees the record yet", cause);
        }
    }

    private CommitFirst() {}

    static void commit(Consumer<?, ?> consumer, List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (var record : records) {
            next.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        try {
            consumer.commitSync(next);
        } catch (KafkaException unknown) {
            throw new UncommittedException(unknown);
        }
    }

    /** For single records. */
    static final class Single
            extends AbstractDelegatingMessageListenerAdapter<AcknowledgingConsumerAwareMessageListener<byte[], byte[]>>
            implements AcknowledgingConsumerAwareMessageListener<byte[], byte[]> {

        Single(AcknowledgingConsumerAwareMessageListener<byte[], byte[]> listener) {
            super(listener);
        }

        @Override
        public void onMessage(
                ConsumerRecord<byte[], byte[]> record,
                @Nullable Acknowledgment acknowledgment,
                @Nullable Consumer<?, ?> consumer) {
            commit(Objects.requireNonNull(consumer), List.of(record));
            delegate.onMessage(record, acknowledgment, consumer);
        }
    }

    /** For batches. */
    static final class Batch
            extends AbstractDelegatingMessageListenerAdapter<
                    BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>>
            implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> {

        Batch(BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> listener) {
            super(listener);
        }

        @Override
        public void onMessage(
                List<ConsumerRecord<byte[], byte[]>> records,
                @Nullable Acknowledgment acknowledgment,
                @Nullable Consumer<?, ?> consumer) {
            commit(Objects.requireNonNull(consumer), records);
            delegate.onMessage(records, acknowledgment, consumer);
        }
    }
}

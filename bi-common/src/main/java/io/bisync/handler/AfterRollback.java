package io.bisync.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.SeekUtils;
import org.springframework.util.backoff.BackOff;

/** Spring's own; of a batch it treats the record that stands alone, and has any other come again. */
final class AfterRollback extends DefaultAfterRollbackProcessor<byte[], byte[]> {

    AfterRollback(
            BiConsumer<ConsumerRecord<?, ?>, Exception> recoverer, BackOff backOff, KafkaOperations<?, ?> transaction) {
        super(recoverer, backOff, transaction, true);
    }

    @Override
    public void processBatch(
            ConsumerRecords<byte[], byte[]> records,
            List<ConsumerRecord<byte[], byte[]>> recordList,
            Consumer<byte[], byte[]> consumer,
            @Nullable MessageListenerContainer container,
            Exception exception,
            boolean recoverable,
            EOSMode eosMode) {
        if (recordList.size() == 1) {
            process(recordList, consumer, container, exception, true, eosMode);
        } else {
            SeekUtils.doSeeksToBegin(new ArrayList<>(recordList), consumer, logger);
        }
    }
}

package io.bisync.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

/** What is published together; only the thread that runs the work uses it, and only while it runs. */
public final class Transaction {

    private final KafkaOperations<byte[], byte[]> kafka;
    private final List<CompletableFuture<SendResult<byte[], byte[]>>> sent = new ArrayList<>();

    Transaction(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /**
     * Publishes events, in order per key, as spans of the thread's trace.
     *
     * @param more headers of each, beside its own
     */
    public void publish(String topic, List<Event> page, Header... more) {
        var trace = Trace.current();
        for (var event : page) {
            var message = EventPublisher.record(topic, event, trace);
            Arrays.stream(more).forEach(message.headers()::add);
            send(message);
        }
    }

    /** Publishes any other record. */
    public void send(ProducerRecord<byte[], byte[]> message) {
        try {
            sent.add(kafka.send(message));
        } catch (KafkaException | org.springframework.kafka.KafkaException failed) {
            throw EventPublisher.failure(message.topic(), 1, 1, failed);
        }
    }

    /**
     * Moves a consumer group with it: what was consumed counts as done exactly when what came of it is read.
     *
     * @param group what the consumer says of itself, so that a member that was shut out moves nothing
     */
    public void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        try {
            kafka.sendOffsetsToTransaction(offsets, group);
        } catch (KafkaException refused) {
            throw new PublishFailedException(
                    "The group " + group.groupId() + " is not moved: "
                            + refused.getClass().getSimpleName() + " " + refused.getMessage(),
                    refused);
        }
    }

    /**
     * Waits until Kafka has everything that was published so far, as a failure that is noticed now can still be aborted.
     *
     * @return where it is, in the order of its publishing; it is read when the transaction is committed
     * @throws PublishFailedException when Kafka did not acknowledge all of it
     */
    public List<RecordMetadata> acknowledged() {
        kafka.flush();
        EventPublisher.refuseFailures("a transaction", sent);
        return sent.stream().map(it -> it.resultNow().getRecordMetadata()).toList();
    }
}

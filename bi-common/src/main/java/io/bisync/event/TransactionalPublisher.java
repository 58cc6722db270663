package io.bisync.event;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Publishes in transactions under one id, one after the other. Once it failed to end one, or another process took the id
 * over, it is of no use any more: it never takes the id back by itself.
 */
public final class TransactionalPublisher implements AutoCloseable {

    private final String id;
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> template;

    TransactionalPublisher(
            String id, DefaultKafkaProducerFactory<byte[], byte[]> producers, KafkaTemplate<byte[], byte[]> template) {
        this.id = id;
        this.producers = producers;
        this.template = template;
    }

    /**
     * Begins a transaction, runs the work and commits. Where the work throws, or Kafka did not acknowledge everything, all
     * of it is aborted, and nobody who reads what is committed ever sees a part of it. The work has to be done within
     * {@code transaction.timeout.ms}: nothing slow belongs into it.
     *
     * @throws PublishFailedException when Kafka did not acknowledge all of it: nothing of it counts
     * @throws TransactionLostException when the transaction may be committed or not, or the id went to somebody else
     */
    public void inTransaction(Consumer<Transaction> work) {
        var committing = new AtomicBoolean();
        try {
            template.executeInTransaction(operations -> {
                var transaction = new Transaction(operations);
                work.accept(transaction);
                transaction.acknowledged();
                committing.set(true);
                return true;
            });
        } catch (KafkaException | org.springframework.kafka.KafkaException failed) {
            var what = committing.get()
                    ? "A transaction of " + id + " may be committed or not"
                    : "A transaction of " + id + " is not committed, and the id is lost";
            throw TransactionLostException.because(what, failed);
        }
    }

    @Override
    public void close() {
        producers.destroy();
    }
}

package io.bisync.event;

import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/**
 * Kafka's transactions: events of several topics, other records and a consumer's offsets, together or not at all. A
 * transactional id is stable, so that whoever takes it over shuts out who had it before.
 */
public final class Transactions {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,150}");

    private final EventProducer producer;
    private final String application;

    Transactions(EventProducer producer, String application) {
        if (!ID.matcher(application).matches()) {
            throw new NoStableIdException(application);
        }
        this.producer = producer;
        this.application = application;
    }

    /**
     * Takes an id over. When it returns, whatever was begun under the id is committed or never will be, so that what is
     * read from then on can be gone by.
     *
     * @param id names the work, not the process: every process that does this work names it so
     * @throws TransactionLostException when Kafka does not answer or does not allow it
     */
    public TransactionalPublisher takeOver(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "A transactional id has letters, digits, '.', '_' and '-': '" + id + "'");
        }
        var whole = application + "." + id;
        var producers = producer.transactional(whole);
        try {
            producers.createProducer().close();
        } catch (KafkaException | org.springframework.kafka.KafkaException failed) {
            producers.destroy();
            throw TransactionLostException.because("The id " + whole + " cannot be taken over", failed);
        }
        return new TransactionalPublisher(whole, producers, producer.template(producers));
    }
}

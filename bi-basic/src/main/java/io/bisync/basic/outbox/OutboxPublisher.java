package io.bisync.basic.outbox;

import io.bisync.event.PublishFailedException;
import io.bisync.event.TransactionLostException;
import io.bisync.event.Transactions;
import io.bisync.operations.OutageLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings what waits in the outbox to Kafka, in order, and takes it away when Kafka has it. Of several processes one does it at
 * a time, by a lock of the database; one that lost the lock without knowing it is shut out by its transactional id.
 */
class OutboxPublisher {

    static final String CODE = "BI-OUT-01";

    private static final Logger log = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final int MOST = 100;

    private final Outbox outbox;
    private final Transactions transactions;
    private final TransactionTemplate database;
    private final Counter published;
    private final OutageLog outage;

    OutboxPublisher(Outbox outbox, Transactions transactions, TransactionTemplate database, MeterRegistry registry) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.database = database;
        this.published = Counter.builder("bi.outbox.published")
                .description("Events of the outbox that Kafka has")
                .register(registry);
        this.outage = new OutageLog(
                "Kafka",
                CODE,
                Counter.builder("bi.outbox.failures")
                        .description("Beginnings of times in which Kafka took no event of the outbox")
                        .tag("code", CODE)
                        .register(registry));
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void publish() {
        try {
            outbox.topics().forEach(this::publish);
        } catch (DataAccessException | TransactionException away) {
            log.debug("The outbox cannot be read or written now", away);
        }
    }

    private void publish(String topic) {
        try {
            database.executeWithoutResult(_ -> publishOldest(topic));
            outage.ends();
        } catch (PublishFailedException | TransactionLostException failed) {
            outage.begins("events for %s wait in the outbox (%s)".formatted(topic, failed.getMessage()));
        }
    }

    /** A process that ends between Kafka's commit and the database's leaves the events there: they are published again. */
    private void publishOldest(String topic) {
        if (!outbox.isOurs(topic)) {
            return;
        }
        // From here on nothing can be committed that another process read before: what is read now is what is left.
        try (var publisher = transactions.takeOver("outbox." + topic)) {
            var events = outbox.oldest(topic, MOST);
            if (!events.isEmpty()) {
                publisher.inTransaction(transaction -> events.forEach(it -> transaction.send(it.message())));
                outbox.remove(events);
                published.increment(events.size());
            }
        }
    }
}

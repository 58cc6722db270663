package io.bisync.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

/** Publishes events and returns when Kafka has them. */
public final class EventPublisher {

    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    private final KafkaOperations<byte[], byte[]> kafka;

    EventPublisher(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /**
     * Publishes a page of events, in order per key, as spans of the thread's trace.
     * Every wait ends with the producer's {@code delivery.timeout.ms}.
     *
     * @throws PublishFailedException when Kafka did not acknowledge all of them; some may have arrived
     */
    public void publish(String topic, List<Event> page) {
        var trace = Trace.current();
        try {
            var sent = page.stream()
                    .map(event -> kafka.send(record(topic, event, trace)))
                    .toList();
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .exceptionally(failure -> null)
                    .get();
            refuseFailures(topic, sent);
            log.debug("Published {} events to {}", page.size(), topic);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("Interrupted while publishing to " + topic, stopped);
        } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException failed) {
            throw failure(topic, page.size(), page.size(), failed);
        }
    }

    static void refuseFailures(String topic, List<CompletableFuture<SendResult<byte[], byte[]>>> sent) {
        var failed = sent.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .toList();
        if (!failed.isEmpty()) {
            throw failure(topic, failed.size(), sent.size(), failed.getFirst().exceptionNow());
        }
    }

    /** The cause's own message may quote a record, so only its kind and Kafka's words are passed on. */
    static PublishFailedException failure(String topic, int failed, int of, Throwable cause) {
        var root = cause.getCause() == null ? cause : cause.getCause();
        return new PublishFailedException(
                "Kafka did not acknowledge " + failed + " of " + of + " events for " + topic + ": "
                        + root.getClass().getSimpleName() + " " + root.getMessage(),
                cause);
    }

    static ProducerRecord<byte[], byte[]> record(String topic, Event event, String trace) {
        var record = new ProducerRecord<byte[], byte[]>(
                topic, EventHeaders.key(event), event.isDelete() ? null : event.value());
        EventHeaders.write(event, Trace.parent(trace), record.headers());
        return record;
    }
}

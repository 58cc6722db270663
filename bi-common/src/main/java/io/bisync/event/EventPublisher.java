package io.bisync.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

/**
 * Publishes: pages of events, which it waits for, and any other message in one of three ways. Whoever has to know waits
 * ({@link #publish(Outgoing)}) or takes a future ({@link #send}); {@link #post} is for what may be lost.
 */
public final class EventPublisher {

    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final OutgoingRecords records;
    private final MeterRegistry meters;

    EventPublisher(KafkaOperations<byte[], byte[]> kafka, OutgoingRecords records, MeterRegistry meters) {
        this.kafka = kafka;
        this.records = records;
        this.meters = meters;
    }

    /**
     * Publishes a message and waits until Kafka has it.
     *
     * @return where it is
     * @throws PublishFailedException when it cannot be written in its format (BI-EVENT-02), or Kafka did not acknowledge it
     *     within {@code delivery.timeout.ms}: it may have arrived
     */
    public RecordMetadata publish(Outgoing message) {
        return await(message.topic(), send(message));
    }

    /**
     * Publishes a message. Messages of one key that one thread sends keep their order, also where one is tried again.
     *
     * @return where it is, as soon as Kafka has it; every failure is in it, none is thrown
     */
    public CompletableFuture<RecordMetadata> send(Outgoing message) {
        ProducerRecord<byte[], byte[]> written;
        try {
            written = records.of(message);
        } catch (RuntimeException unwritable) {
            return CompletableFuture.failedFuture(PublishFailedException.unwritable(message.topic(), unwritable));
        }
        try {
            return kafka.send(written).handle((sent, failed) -> {
                if (failed != null) {
                    throw failure(message.topic(), 1, 1, failed);
                }
                return sent.getRecordMetadata();
            });
        } catch (KafkaException | org.springframework.kafka.KafkaException failed) {
            return CompletableFuture.failedFuture(failure(message.topic(), 1, 1, failed));
        }
    }

    /**
     * Publishes a message that may be lost: what fails is counted in {@code bi.events.lost}, and nobody is told otherwise. It
     * waits for at most {@code max.block.ms}, where the producer's memory is full or Kafka was never there.
     */
    public void post(Outgoing message) {
        var _ = send(message).whenComplete((_, failed) -> {
            if (failed != null) {
                log.debug("A message for {} is lost", message.topic(), failed);
                Counter.builder("bi.events.lost")
                        .description("Messages that were posted and did not arrive")
                        .tag("topic", message.topic())
                        .register(meters)
                        .increment();
            }
        });
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
            await(
                    topic,
                    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                            .exceptionally(failure -> null));
            refuseFailures(topic, sent);
            log.debug("Published {} events to {}", page.size(), topic);
        } catch (KafkaException | org.springframework.kafka.KafkaException failed) {
            throw failure(topic, page.size(), page.size(), failed);
        }
    }

    private static <T> T await(String topic, CompletableFuture<T> sent) {
        try {
            return sent.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("Interrupted while publishing to " + topic, stopped);
        } catch (ExecutionException failed) {
            throw PublishFailedException.of(failed.getCause());
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

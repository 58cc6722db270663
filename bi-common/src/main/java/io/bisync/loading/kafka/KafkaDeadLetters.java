package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.kafka.DeadLetterProducer;
import io.bisync.loading.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Dead letters on {@code <topic>-dlt} and parked records on {@code <topic>-parked}, same partition: the record's own bytes and headers, Spring's headers for topic,
 * partition, offset, timestamp and group, and {@code bi-error-code}, {@code bi-error-reason}, {@code bi-entity} and, where StarRocks refused the
 * record, {@code bi-label}; a parked record has no reason of its own, its account's hold has it.
 */
public final class KafkaDeadLetters implements DeadLetters {

    /** What stands as code in a parked record. */
    static final String PARKED = "BI-LOAD-20";

    static final String CODE = "bi-error-code";
    static final String REASON = "bi-error-reason";
    static final String LABEL = "bi-label";
    static final String ENTITY = "bi-entity";

    /** The longest that the dead letters of one range, or its parked records, take to be acknowledged or not, all together. */
    static final Duration ACKNOWLEDGED = Duration.ofSeconds(15);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final Map<String, String> entities;

    /** @param entities by topic, with their source: {@code jushuitan.order} */
    public KafkaDeadLetters(DeadLetterProducer producer, Map<String, String> entities) {
        this.kafka = producer.operations();
        this.entities = Map.copyOf(entities);
    }

    @Override
    public void publish(String group, List<DeadLetter> letters) {
        publish(
                letters.getFirst().record().topic() + "-dlt",
                letters,
                DeadLetter::record,
                it -> new RejectedRecordException(group, it));
    }

    /** Puts records of held accounts where they wait. */
    void park(String group, List<ConsumerRecord<byte[], byte[]>> records) {
        publish(
                records.getFirst().topic() + "-parked",
                records,
                it -> it,
                it -> new RejectedRecordException(group, new DeadLetter(it, PARKED, "The account is held", null)));
    }

    /** Sends a record where it was parked for no longer. */
    CompletableFuture<?> send(ProducerRecord<byte[], byte[]> record) {
        return kafka.send(record);
    }

    /** Sends all of them before it awaits the first: one by one they could outlast the time between two polls. */
    private <T> void publish(
            String topic,
            List<T> letters,
            Function<T, ConsumerRecord<byte[], byte[]>> record,
            Function<T, RejectedRecordException> why) {
        try {
            var sending = new AwaitedLater(kafka, topic, this::headers);
            letters.forEach(it -> sending.accept(record.apply(it), null, why.apply(it)));
            CompletableFuture.allOf(sending.sent.toArray(CompletableFuture[]::new))
                    .get(ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledgedException("topic %s, interrupted".formatted(topic), interrupted);
        } catch (TimeoutException
                | ExecutionException
                | KafkaException
                | org.springframework.kafka.KafkaException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            throw new NotAcknowledgedException(
                    "topic %s, %s".formatted(topic, cause.getClass().getSimpleName()), failed);
        }
    }

    private @Nullable Headers headers(Exception exception) {
        if (!(exception instanceof RejectedRecordException rejected)) {
            return null;
        }
        var headers = new RecordHeaders()
                .add(CODE, rejected.letter.code().getBytes(UTF_8))
                .add(REASON, rejected.letter.reason().getBytes(UTF_8))
                // Spring knows the group by the listener's thread, and this is another one.
                .add(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP, rejected.group.getBytes(UTF_8));
        var entity = entities.get(rejected.letter.record().topic());
        if (entity != null) {
            headers.add(ENTITY, entity.getBytes(UTF_8));
        }
        if (rejected.letter.label() != null) {
            headers.add(LABEL, rejected.letter.label().getBytes(UTF_8));
        }
        return headers;
    }

    /** Carries a dead letter's code and reason through the recoverer. */
    private static final class RejectedRecordException extends Exception {

        private final transient String group;
        private final transient DeadLetter letter;

        RejectedRecordException(String group, DeadLetter letter) {
            super(letter.code(), null, false, false);
            this.group = group;
            this.letter = letter;
        }
    }

    /** Spring's recoverer makes topic, partition and headers; the results of its sends are awaited by the caller. */
    private static final class AwaitedLater extends DeadLetterPublishingRecoverer {

        private final List<CompletableFuture<?>> sent = new ArrayList<>();

        AwaitedLater(
                KafkaOperations<byte[], byte[]> kafka, String topic, Function<Exception, @Nullable Headers> headers) {
            super(kafka, (record, _) -> new TopicPartition(topic, record.partition()));
            setLogRecoveryRecord(false);
            // Stack and class of an exception that exists only to carry code and reason say nothing.
            excludeHeader(
                    HeadersToAdd.EXCEPTION, HeadersToAdd.EX_CAUSE, HeadersToAdd.EX_MSG, HeadersToAdd.EX_STACKTRACE);
            addHeadersFunction((_, exception) -> headers.apply(exception));
        }

        @Override
        protected void publish(
                ProducerRecord<Object, Object> letter,
                KafkaOperations<Object, Object> operations,
                ConsumerRecord<?, ?> record) {
            sent.add(operations.send(letter));
        }
    }
}

package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.loading.DeadLetters;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.support.LoggingProducerListener;

/**
 * Dead letters on {@code <topic>-dlt}, same partition: the record's own bytes and headers, Spring's headers for topic,
 * partition, offset, timestamp and group, and {@code bi-error-code} and {@code bi-error-reason}.
 */
final class KafkaDeadLetters implements DeadLetters, AutoCloseable {

    static final String CODE = "bi-error-code";
    static final String REASON = "bi-error-reason";

    /** The longest that one dead letter takes to be acknowledged or not. */
    static final Duration ACKNOWLEDGED = Duration.ofSeconds(15);

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final DeadLetterPublishingRecoverer recoverer;

    KafkaDeadLetters(Map<String, Object> common) {
        producers = new DefaultKafkaProducerFactory<>(settings(common));
        var template = new KafkaTemplate<>(producers);
        // What could not be published is not for the log either.
        var failures = new LoggingProducerListener<byte[], byte[]>();
        failures.setIncludeContents(false);
        template.setProducerListener(failures);
        recoverer = new DeadLetterPublishingRecoverer(template);
        recoverer.setFailIfSendResultIsError(true);
        recoverer.setWaitForSendResultTimeout(ACKNOWLEDGED);
        recoverer.setLogRecoveryRecord(false);
        // Stack and class of an exception that exists only to carry code and reason say nothing.
        recoverer.excludeHeader(
                HeadersToAdd.EXCEPTION, HeadersToAdd.EX_CAUSE, HeadersToAdd.EX_MSG, HeadersToAdd.EX_STACKTRACE);
        recoverer.addHeadersFunction((_, exception) -> headers(exception));
    }

    @Override
    public void publish(List<DeadLetter> letters) {
        for (var letter : letters) {
            try {
                recoverer.accept(letter.record(), null, new SetAsideException(letter));
            } catch (KafkaException | org.springframework.kafka.KafkaException failed) {
                throw new NotAcknowledgedException(
                        "topic %s-dlt, %s"
                                .formatted(
                                        letter.record().topic(),
                                        failed.getClass().getSimpleName()),
                        failed);
            }
        }
    }

    @Override
    public void close() {
        producers.destroy();
    }

    private static @Nullable Headers headers(Exception exception) {
        return exception instanceof SetAsideException aside
                ? new RecordHeaders()
                        .add(CODE, aside.letter.code().getBytes(UTF_8))
                        .add(REASON, aside.letter.reason().getBytes(UTF_8))
                : null;
    }

    private static Map<String, Object> settings(Map<String, Object> common) {
        Map<String, Object> all = new HashMap<>(common);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * 1024 * 1024);
        all.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return all;
    }

    /** Carries a dead letter's code and reason through the recoverer. */
    private static final class SetAsideException extends Exception {

        private final transient DeadLetter letter;

        SetAsideException(DeadLetter letter) {
            super(letter.code(), null, false, false);
            this.letter = letter;
        }
    }
}

package io.bisync.basic.letter;

import io.bisync.event.EventHeaders;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/** Reads what the headers of a dead letter say: those of loading, of Spring, and of the event that it was. */
final class LetterHeaders {

    private static final int LONGEST_REASON = 1_000;

    /** Whoever writes more of a header than this means no number of tries. */
    private static final long MOST_ATTEMPTS = 1_000;

    private LetterHeaders() {}

    static Letter letter(ConsumerRecord<byte[], Integer> record) {
        var headers = record.headers();
        var entity = EventHeaders.text(headers, "bi-entity");
        var dot = entity == null ? -1 : entity.indexOf('.');
        var code = EventHeaders.text(headers, "bi-error-code");
        var reason = EventHeaders.text(headers, "bi-error-reason");
        return new Letter(
                0,
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                null,
                record.value() == null ? 0 : record.value(),
                entity == null || dot < 0 ? null : entity.substring(0, dot),
                entity == null || dot < 0 ? null : entity.substring(dot + 1),
                EventHeaders.account(headers, record.key()),
                code == null ? exception(headers) : code,
                reason == null
                        ? "A handler gave it up"
                        : reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                EventHeaders.text(headers, "bi-label"),
                EventHeaders.text(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC),
                integer(headers),
                offset(headers),
                EventHeaders.number(headers, EventHeaders.RUN),
                attempts(headers),
                LetterState.OPEN,
                null,
                null,
                null,
                null);
    }

    /** The class, by its own name: the message may quote what the record says. */
    private static String exception(Headers headers) {
        var name = EventHeaders.text(headers, KafkaHeaders.DLT_EXCEPTION_FQCN);
        var simple = name == null ? "unknown" : name.substring(name.lastIndexOf('.') + 1);
        return simple.substring(0, Math.min(simple.length(), 32));
    }

    private static int attempts(Headers headers) {
        var attempts = EventHeaders.number(headers, EventHeaders.ATTEMPTS);
        return attempts == null ? 0 : (int) Math.min(attempts, MOST_ATTEMPTS);
    }

    private static @Nullable Integer integer(Headers headers) {
        var value = number(headers, KafkaHeaders.DLT_ORIGINAL_PARTITION, Integer.BYTES);
        return value == null ? null : value.getInt();
    }

    private static @Nullable Long offset(Headers headers) {
        var value = number(headers, KafkaHeaders.DLT_ORIGINAL_OFFSET, Long.BYTES);
        return value == null ? null : value.getLong();
    }

    private static @Nullable ByteBuffer number(Headers headers, String name, int bytes) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null || header.value().length < bytes
                ? null
                : ByteBuffer.wrap(header.value());
    }
}

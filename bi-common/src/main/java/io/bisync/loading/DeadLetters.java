package io.bisync.loading;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Port to the dead letter topics. */
public interface DeadLetters {

    /**
     * A record that can never be loaded as it is.
     *
     * @param record the record with its original bytes and headers
     * @param code why, as docs/errors.md lists it
     * @param reason why, in words, without any of the record's values
     * @param label the load that StarRocks refused, or null when the record was never sent
     */
    record DeadLetter(
            ConsumerRecord<byte[], byte[]> record,
            String code,
            String reason,
            @Nullable String label) {}

    /**
     * Returns when all of them are acknowledged.
     *
     * @param group the consumer group that could not load them
     * @throws NotAcknowledgedException when one may not be there
     */
    void publish(String group, List<DeadLetter> letters);

    /** Thrown when a dead letter was not acknowledged. */
    final class NotAcknowledgedException extends RuntimeException {
        public NotAcknowledgedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

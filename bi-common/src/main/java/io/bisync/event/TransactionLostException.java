package io.bisync.event;

import org.jspecify.annotations.Nullable;

/**
 * A transaction was shut out by whoever took its id over, outlasted {@code transaction.timeout.ms}, or was not answered. Take
 * the id over again and read what is there: nothing else tells whether it counts.
 */
public final class TransactionLostException extends RuntimeException {

    private TransactionLostException(String message, @Nullable Throwable cause) {
        super("BI-PUB-02 " + message, cause);
    }

    /** The cause's own message may quote a record, so only its kind and Kafka's words are passed on. */
    static TransactionLostException because(String what, Throwable cause) {
        var root = cause.getCause() == null ? cause : cause.getCause();
        return new TransactionLostException(
                what + ": " + root.getClass().getSimpleName() + " " + root.getMessage(), cause);
    }
}

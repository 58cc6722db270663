package io.bisync.kafka;

/** The connection to Kafka that is described cannot be made by anybody. Without its cause, which may quote a password. */
final class UnusableConnectionException extends RuntimeException {

    UnusableConnectionException(String reason) {
        super("BI-KAFKA-04 Kafka cannot be reached as spring.kafka says: " + reason);
    }
}

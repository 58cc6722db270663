package io.bisync.kafka;

import java.util.List;

/** Settings of Kafka that would not have the effect that somebody expects of them. */
final class KafkaSettingsException extends RuntimeException {

    KafkaSettingsException(List<String> wrong) {
        super("BI-CONFIG-05 Settings of Kafka do not do what they say: " + String.join("; ", wrong));
    }
}

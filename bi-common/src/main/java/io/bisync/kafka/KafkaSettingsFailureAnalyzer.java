package io.bisync.kafka;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do with settings of Kafka that have no effect. */
final class KafkaSettingsFailureAnalyzer extends AbstractFailureAnalyzer<KafkaSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KafkaSettingsException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Take these settings away, or write them under bi.kafka.producer and bi.kafka.consumer, by Kafka's own names."
                        + " How to reach the brokers stays in spring.kafka.",
                cause);
    }
}

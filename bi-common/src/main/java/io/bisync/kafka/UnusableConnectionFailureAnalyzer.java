package io.bisync.kafka;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do with keystores, certificates and credentials of Kafka that cannot be used. */
final class UnusableConnectionFailureAnalyzer extends AbstractFailureAnalyzer<UnusableConnectionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableConnectionException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct spring.kafka.ssl.* or the bundle that spring.kafka.ssl.bundle names, and"
                        + " spring.kafka.properties.sasl.*; the files have to be there, and readable, before the start.",
                cause);
    }
}

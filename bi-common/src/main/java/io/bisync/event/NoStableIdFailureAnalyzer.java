package io.bisync.event;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do for transactional ids that are the application's own. */
final class NoStableIdFailureAnalyzer extends AbstractFailureAnalyzer<NoStableIdException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoStableIdException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set spring.application.name to a name that no other application of this Kafka has, of letters, digits, '.', '_'"
                        + " and '-'. All pods of the application have the same one.",
                cause);
    }
}

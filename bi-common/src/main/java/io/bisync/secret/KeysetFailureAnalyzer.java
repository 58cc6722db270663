package io.bisync.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when a service starts without its keyset. */
final class KeysetFailureAnalyzer extends AbstractFailureAnalyzer<KeysetException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KeysetException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}

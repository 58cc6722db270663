package io.bisync.handler;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do with a handler that cannot be started as it is set. */
final class HandlerRefusedFailureAnalyzer extends AbstractFailureAnalyzer<HandlerRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, HandlerRefusedException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}

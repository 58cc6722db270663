package io.bisync.loading.kafka;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when a service starts with a listener or bounds that cannot work. */
final class LoadingContractFailureAnalyzer extends AbstractFailureAnalyzer<LoadingContractException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LoadingContractException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}

package io.bisync.loading.format;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what makes a format usable. */
final class UnusableFormatsFailureAnalyzer extends AbstractFailureAnalyzer<UnusableFormatsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableFormatsException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy, cause);
    }
}

package io.bisync.jushuitan.openapi;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set where the address of Jushuitan is missing. */
final class MissingUrlFailureAnalyzer extends AbstractFailureAnalyzer<MissingUrlException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingUrlException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set bi.openapi.url (BI_OPENAPI_URL in the environment) to https://openapi.jushuitan.com, or to the "
                        + "simulator of the local stack.",
                cause);
    }
}

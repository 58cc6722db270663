package io.bisync.operations;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do where a start needs Nacos. */
final class NacosRequiredFailureAnalyzer extends AbstractFailureAnalyzer<NacosRequiredException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NacosRequiredException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Check that Nacos answers under spring.cloud.nacos.config.server-addr, that its user may read, that the data id"
                        + " is published and is right YAML; or start without bi.nacos.required.",
                cause);
    }
}

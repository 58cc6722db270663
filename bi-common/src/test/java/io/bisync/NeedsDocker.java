package io.bisync;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Skips a test where there is no Docker and says so on the console too: test reports alone are seldom read. */
public final class NeedsDocker implements ExecutionCondition {

    private static final Logger log = LoggerFactory.getLogger(NeedsDocker.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("Docker is here");
        }
        var why = "Skipped: there is no Docker here. %s extends a contract that another test runs without it."
                .formatted(context.getRequiredTestClass().getSimpleName());
        log.warn(why);
        return ConditionEvaluationResult.disabled(why);
    }
}

package io.bisync.topic;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a failed start which topics are wrong and how to put them right. */
final class TopicsUnsuitableFailureAnalyzer extends AbstractFailureAnalyzer<TopicsUnsuitableException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, TopicsUnsuitableException cause) {
        var description = cause.problems().stream()
                .map(problem -> "    " + problem)
                .collect(Collectors.joining("\n", "The service cannot work with its Kafka topics:\n\n", ""));
        var action = cause.problems().stream()
                .map(problem -> "    " + problem.action())
                .distinct()
                .collect(Collectors.joining("\n", "Put the topics right:\n\n", ""));
        return new FailureAnalysis(description, action, cause);
    }
}

package io.bisync.topic;

import java.util.List;
import java.util.stream.Collectors;

/** Topics that the service cannot work with. */
final class TopicsUnsuitableException extends RuntimeException {

    private final List<TopicProblem> problems;

    TopicsUnsuitableException(List<TopicProblem> problems) {
        super(problems.stream().map(TopicProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    List<TopicProblem> problems() {
        return problems;
    }
}

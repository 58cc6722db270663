package io.bisync.topic;

import io.bisync.operations.OutageLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** Counts what is wrong with topics, by code, and knows whether a broker answers. */
final class TopicProblems {

    private final MeterRegistry meters;
    private final OutageLog noBroker;

    TopicProblems(MeterRegistry meters) {
        this.meters = meters;
        this.noBroker = new OutageLog("A Kafka broker", TopicProblem.NO_BROKER, counter(TopicProblem.NO_BROKER));
    }

    OutageLog noBroker() {
        return noBroker;
    }

    void found(Collection<TopicProblem> problems) {
        problems.forEach(it -> counter(it.code()).increment());
    }

    private Counter counter(String code) {
        return meters.counter("bi.topics.problems", "code", code);
    }
}

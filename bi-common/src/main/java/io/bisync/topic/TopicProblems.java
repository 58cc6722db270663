package io.bisync.topic;

import io.bisync.kafka.Admitted;
import io.bisync.kafka.Refusal;
import io.bisync.operations.OutageLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ApplicationEventPublisher;

/** Counts what is wrong with topics, by code, and tells of brokers that do not answer, or not to us. */
final class TopicProblems {

    private static final Logger log = LoggerFactory.getLogger(TopicProblems.class);

    private final MeterRegistry meters;
    private final ApplicationEventPublisher events;
    private final OutageLog noBroker;
    private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

    TopicProblems(MeterRegistry meters, ApplicationEventPublisher events) {
        this.meters = meters;
        this.events = events;
        this.noBroker = new OutageLog("A Kafka broker", TopicProblem.NO_BROKER, counter(TopicProblem.NO_BROKER));
    }

    /** The brokers answered. */
    void answered() {
        noBroker.ends();
        var before = refused.getAndSet(null);
        if (before != null) {
            log.atInfo().addKeyValue("code", before).log("The brokers let this service in again");
            // Closing a producer takes its time.
            Thread.ofVirtual().name("admitted").start(() -> events.publishEvent(new Admitted()));
        }
    }

    /**
     * A call got no answer that is of use.
     *
     * @param consequence what that means
     * @return what health shows
     */
    Health unanswered(Throwable failed, String consequence) {
        var refusal = Refusal.of(failed).orElse(null);
        if (refusal == null) {
            noBroker.begins(consequence);
            return Health.down().withDetail("code", TopicProblem.NO_BROKER).build();
        }
        noBroker.ends();
        if (!refusal.code().equals(refused.getAndSet(refusal.code()))) {
            counter(refusal.code()).increment();
            log.atError()
                    .addKeyValue("code", refusal.code())
                    .log("{} {}. {}: it is tried again by itself", refusal.code(), refusal.reason(), refusal.action());
        }
        return Health.down()
                .withDetail("code", refusal.code())
                .withDetail("reason", refusal.reason())
                .build();
    }

    void found(Collection<TopicProblem> problems) {
        problems.forEach(it -> counter(it.code()).increment());
    }

    private Counter counter(String code) {
        return meters.counter("bi.topics.problems", "code", code);
    }
}

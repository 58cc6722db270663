package io.bisync.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Settles the topics before any listener starts: a wrong topic ends the start.
 * Brokers that are down do not: the service starts, and the topics are settled as soon as there is a broker.
 */
final class TopicCheck implements SmartInitializingSingleton, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);

    private static final int SHOWN = 10;

    private final KafkaAdmin kafka;
    private final TopicProperties settings;
    private final List<TopicDeclaration> declarations;
    private final TopicProblems problems;
    private volatile boolean unsettled;
    private volatile Health health = Health.unknown().build();

    /** What was found last, so that it is told once. */
    private Set<TopicProblem> told = Set.of();

    TopicCheck(
            KafkaAdmin kafka, TopicProperties settings, List<TopicDeclaration> declarations, TopicProblems problems) {
        this.kafka = kafka;
        this.settings = settings;
        this.declarations = List.copyOf(declarations);
        this.problems = problems;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (declarations.isEmpty()) {
            health = Health.up().build();
            return;
        }
        unsettled = true;
        ask(this::settle);
    }

    /** Tries again while no broker has answered. */
    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void settleLater() {
        if (!unsettled) {
            return;
        }
        try {
            ask(this::settle);
            if (!unsettled) {
                log.info("The topics are settled");
            }
        } catch (TopicsUnsuitableException wrong) {
            unsettled = false;
            tell(wrong.problems());
        }
    }

    /** What was right at the start may be changed by anybody. */
    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void lookAgain() {
        if (unsettled || declarations.isEmpty()) {
            return;
        }
        try {
            ask(topics -> {
                var inspection = topics.inspect(declarations);
                var wrong = inspection.problems(declarations);
                if (!wrong.isEmpty()) {
                    throw new TopicsUnsuitableException(wrong);
                }
                suitable(inspection);
            });
        } catch (TopicsUnsuitableException wrong) {
            tell(wrong.problems());
        }
    }

    private void settle(Topics topics) throws TimeoutException, InterruptedException {
        suitable(topics.settle(declarations));
        unsettled = false;
    }

    private void suitable(TopicInspection inspection) {
        var risks = inspection.risks(declarations);
        var up = Health.up().withDetail("topics", declarations.size());
        codes(risks).forEach((code, of) -> up.withDetail(code, names(of)));
        health = up.build();
        problems.found(risks.stream().filter(it -> !told.contains(it)).toList());
        tell(risks);
    }

    /** What brokers are asked. */
    @FunctionalInterface
    private interface Question {

        void of(Topics topics) throws TimeoutException, InterruptedException;
    }

    private void ask(Question question) {
        try (var admin = Admin.create(adminSettings())) {
            question.of(new Topics(admin, settings));
            problems.answered();
        } catch (TopicsUnsuitableException wrong) {
            health = Health.down()
                    .withDetail("reason", String.valueOf(wrong.getMessage()))
                    .build();
            if (!told.containsAll(wrong.problems())) {
                problems.found(wrong.problems());
            }
            throw wrong;
        } catch (TimeoutException silent) {
            health = problems.unanswered(
                    silent,
                    "the topics are not looked at within %s (%s); the service goes on and tries again"
                            .formatted(settings.patience(), silent.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line for each code: where topics have it in common, it is one cause. */
    private void tell(List<TopicProblem> found) {
        var before = told;
        told = Set.copyOf(found);
        codes(found.stream().filter(it -> !before.contains(it)).toList()).forEach((code, of) -> {
            var first = of.getFirst();
            log.atLevel(first.isRisk() ? Level.WARN : Level.ERROR)
                    .addKeyValue("code", code)
                    .addKeyValue("topic", first.topic())
                    .log(
                            "{}{}. {}",
                            first,
                            of.size() == 1 ? "" : " (and so do " + names(of.subList(1, of.size())) + ")",
                            first.action());
        });
    }

    private static Map<String, List<TopicProblem>> codes(List<TopicProblem> found) {
        return found.stream().collect(Collectors.groupingBy(TopicProblem::code, TreeMap::new, Collectors.toList()));
    }

    private static String names(List<TopicProblem> of) {
        return of.stream().limit(SHOWN).map(TopicProblem::topic).collect(Collectors.joining(", "))
                + (of.size() > SHOWN ? " and %d more".formatted(of.size() - SHOWN) : "");
    }

    private Map<String, Object> adminSettings() {
        var properties = new HashMap<>(kafka.getConfigurationProperties());
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.patience().toMillis()));
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.patience().toMillis()));
        return properties;
    }

    @Override
    public Health health() {
        return health;
    }
}

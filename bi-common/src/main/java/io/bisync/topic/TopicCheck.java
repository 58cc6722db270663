package io.bisync.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private final KafkaAdmin kafka;
    private final TopicProperties settings;
    private final List<TopicDeclaration> declarations;
    private final TopicProblems problems;
    private volatile boolean unsettled;
    private volatile Health health = Health.unknown().build();

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
        var silence = settle();
        if (silence != null) {
            problems.noBroker()
                    .begins("the topics are not settled within %s (%s); the service starts and tries again"
                            .formatted(settings.patience(), silence));
            unsettled = true;
        }
    }

    /** Tries again while no broker has answered. */
    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void settleLater() {
        if (!unsettled) {
            return;
        }
        try {
            if (settle() == null) {
                unsettled = false;
                log.info("The topics are settled");
            }
        } catch (TopicsUnsuitableException wrong) {
            unsettled = false;
            wrong.problems()
                    .forEach(it -> log.atError()
                            .addKeyValue("code", it.code())
                            .addKeyValue("topic", it.topic())
                            .log("{}. {}", it, it.action()));
        }
    }

    /** Returns why nothing is settled yet, or null. */
    private @Nullable String settle() {
        try (var admin = Admin.create(adminSettings())) {
            new Topics(admin, settings).settle(declarations);
            problems.noBroker().ends();
            health = Health.up().withDetail("topics", declarations.size()).build();
            return null;
        } catch (TopicsUnsuitableException wrong) {
            problems.found(wrong.problems());
            health = Health.down()
                    .withDetail("reason", String.valueOf(wrong.getMessage()))
                    .build();
            throw wrong;
        } catch (TimeoutException silent) {
            health = Health.down().withDetail("code", TopicProblem.NO_BROKER).build();
            return String.valueOf(silent.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
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

package io.bisync.topic;

import io.bisync.kafka.Carelessness;
import io.bisync.kafka.LastingAdmin;
import io.bisync.kafka.Refusal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/** Whether a Kafka broker answers; whoever asks makes an outage known. */
final class BrokerHealthIndicator implements HealthIndicator, DisposableBean {

    private static final int PATIENCE_MILLIS = 3_000;

    private final KafkaAdmin kafka;
    private final TopicProblems problems;
    private final LastingAdmin admin;

    BrokerHealthIndicator(KafkaAdmin kafka, TopicProblems problems) {
        this.kafka = kafka;
        this.problems = problems;
        this.admin = new LastingAdmin(kafka.getConfigurationProperties());
    }

    /** Asked every few seconds, so that an outage is told although nobody asks for health. */
    @Override
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    public Health health() {
        try {
            var nodes = admin.admin()
                    .describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                    .nodes()
                    .get();
            problems.answered();
            var up = Health.up().withDetail("brokers", nodes.size());
            Carelessness.of(kafka.getConfigurationProperties())
                    .ifPresent(what -> up.withDetail("code", Carelessness.CODE).withDetail("careless", what));
            return up.build();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        } catch (ExecutionException | KafkaException silent) {
            if (Refusal.of(silent).isPresent()) {
                // The next look is not to be told of this one.
                admin.close();
            }
            return problems.unanswered(silent, "nothing is read or written until it does, and nothing is lost");
        }
    }

    @Override
    public void destroy() {
        admin.close();
    }
}

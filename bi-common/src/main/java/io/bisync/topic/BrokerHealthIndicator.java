package io.bisync.topic;

import io.bisync.operations.OutageLog;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/** Whether a Kafka broker answers; whoever asks makes an outage known. */
final class BrokerHealthIndicator implements HealthIndicator, DisposableBean {

    private static final int PATIENCE_MILLIS = 3_000;

    private final KafkaAdmin kafka;
    private final OutageLog outageLog;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Admin admin;

    BrokerHealthIndicator(KafkaAdmin kafka, OutageLog outageLog) {
        this.kafka = kafka;
        this.outageLog = outageLog;
    }

    /** Asked every few seconds, so that an outage is told although nobody asks for health. */
    @Override
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    public Health health() {
        try {
            var nodes = admin().describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                    .nodes()
                    .get();
            outageLog.ends();
            return Health.up().withDetail("brokers", nodes.size()).build();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        } catch (ExecutionException | KafkaException silent) {
            outageLog.begins("nothing is read or written until it does, and nothing is lost");
            return Health.down().withDetail("code", TopicProblem.NO_BROKER).build();
        }
    }

    private Admin admin() {
        lock.lock();
        try {
            if (admin == null) {
                admin = Admin.create(kafka.getConfigurationProperties());
            }
            return admin;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroy() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}

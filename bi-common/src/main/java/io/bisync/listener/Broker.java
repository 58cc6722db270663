package io.bisync.listener;

import io.bisync.kafka.LastingAdmin;
import io.bisync.kafka.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;

/** Asks the brokers about what this service listens to. That they are away is told elsewhere. */
final class Broker implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Something to ask. */
    @FunctionalInterface
    interface Questions {

        void of(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
    }

    private final LastingAdmin admin;

    Broker(KafkaAdmin kafka) {
        var settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        admin = new LastingAdmin(settings);
    }

    /** Without an answer everything stays as it was. */
    void ask(Questions questions) throws InterruptedException {
        try {
            questions.of(admin.admin());
        } catch (ExecutionException | TimeoutException | KafkaException unanswered) {
            log.debug("The broker does not tell", unanswered);
            if (Refusal.of(unanswered).isPresent()) {
                admin.close();
            }
        }
    }

    <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        admin.close();
    }
}

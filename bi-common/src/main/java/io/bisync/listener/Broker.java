package io.bisync.listener;

import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
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

    private final KafkaAdmin kafka;
    private @Nullable Admin admin;

    Broker(KafkaAdmin kafka) {
        this.kafka = kafka;
    }

    /** Without an answer everything stays as it was. */
    void ask(Questions questions) throws InterruptedException {
        try {
            questions.of(admin());
        } catch (ExecutionException | TimeoutException | KafkaException unanswered) {
            log.debug("The broker does not tell", unanswered);
        }
    }

    <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized Admin admin() {
        var open = admin;
        if (open == null) {
            var settings = new HashMap<>(kafka.getConfigurationProperties());
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
            open = Admin.create(settings);
            admin = open;
        }
        return open;
    }

    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}

package io.bisync.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.kafka.KafkaClientsAutoConfiguration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.annotation.KafkaListener;

/** What a handler is set to and cannot do ends the start of its application. */
class HandlerRefusalTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    KafkaAutoConfiguration.class, KafkaClientsAutoConfiguration.class, HandlerAutoConfiguration.class))
            .withPropertyValues(
                    "spring.kafka.listener.auto-startup=false", "bi.handlers.listeners.hasty.longest-retry=3s")
            .withUserConfiguration(Service.class);

    @Test
    void aWaitAsLongAsAPollMayTakeEndsTheStart() {
        service.withPropertyValues("bi.handlers.longest-retry=5m")
                .run(it -> assertThat(refusal(it)).contains("BI-HANDLE-01 Listener plain may wait PT5M"));
        service.withPropertyValues("bi.handlers.longest-retry=299s")
                .run(it -> assertThat(it).hasNotFailed());
    }

    @Test
    void aListenersOwnTimeForAPollIsWhatCounts() {
        service.withPropertyValues("bi.handlers.listeners.patient.longest-retry=5m")
                .run(it -> assertThat(it).hasNotFailed());
        service.withPropertyValues("bi.handlers.listeners.hasty.longest-retry=4s")
                .run(it -> assertThat(refusal(it)).contains("BI-HANDLE-01 Listener hasty may wait PT4S"));
    }

    @Test
    void exactlyOnceWithoutTransactionsEndsTheStart() {
        var exact = service.withPropertyValues("bi.handlers.listeners.plain.delivery=exactly-once");

        exact.run(it -> assertThat(refusal(it)).contains("BI-HANDLE-04 Listener plain is set to exactly-once"));
        exact.withPropertyValues("spring.kafka.producer.transaction-id-prefix=here.")
                .run(it -> assertThat(it).hasNotFailed());
    }

    private static String refusal(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        return String.valueOf(
                NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure())));
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {

        @Bean
        static Listener listener() {
            return new Listener();
        }
    }

    static class Listener {

        @KafkaListener(id = "plain", topics = "plain", containerFactory = "handlers")
        void plain(String value) {}

        @KafkaListener(
                id = "patient",
                topics = "patient",
                containerFactory = "handlers",
                properties = "max.poll.interval.ms=301000")
        void patient(String value) {}

        @KafkaListener(
                id = "hasty",
                topics = "hasty",
                containerFactory = "handlers",
                properties = "max.poll.interval.ms=4000")
        void hasty(String value) {}
    }
}

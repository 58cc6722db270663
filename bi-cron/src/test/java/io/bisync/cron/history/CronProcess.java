package io.bisync.cron.history;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.cron.CronApplication;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** bi-cron as a process of its own that knows one account without asking bi-basic. */
final class CronProcess {

    private CronProcess() {}

    public static void main(String... arguments) {
        var application = new SpringApplication(CronApplication.class, OneAccount.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        // The job's jar has no Kafka; the class path of tests has.
        application.setDefaultProperties(
                Map.of("spring.autoconfigure.exclude", KafkaAutoConfiguration.class.getName()));
        System.exit(SpringApplication.exit(application.run(arguments)));
    }

    @Configuration(proxyBeanMethods = false)
    static class OneAccount {

        @Bean
        ControlPlane controlPlane() {
            var controlPlane = new InMemoryControlPlane(InstantSource.system());
            controlPlane.add(
                    new Account("7", "jushuitan", "test", AppKind.OWN, "key", true, "12000"),
                    new Credentials("key", "secret"));
            return controlPlane;
        }
    }
}

package io.bisync.cron;

import io.bisync.cron.history.HistoryConfiguration;
import io.bisync.operations.SuiteService;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Runs one history load and ends with its exit code; the codes stand in docs/errors.md. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HistoryConfiguration.class)
public class CronApplication {

    public static void main(String... arguments) {
        var application = new SpringApplication(CronApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // The database must outlive the job: a stopping job still records how far it came.
        application.setRegisterShutdownHook(false);
        System.exit(SpringApplication.exit(application.run(arguments)));
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }
}

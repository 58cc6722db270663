package io.bisync.cron;

import io.bisync.cron.run.RunConfiguration;
import io.bisync.operations.SuiteService;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Does what one command line says of runs, and ends with an exit code; the codes stand in docs/errors.md. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RunConfiguration.class)
public class CronApplication {

    public static void main(String... arguments) {
        var application = new SpringApplication(CronApplication.class);
        application.setDefaultProperties(RunConfiguration.defaults(List.of(arguments)));
        application.setWebApplicationType(WebApplicationType.NONE);
        // What asks bi-basic outlives SIGTERM: the last word is how the run stands.
        application.setRegisterShutdownHook(false);
        System.exit(SpringApplication.exit(application.run(arguments)));
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }
}

package io.bisync.jushuitan;

import io.bisync.account.change.AccountChangeConfiguration;
import io.bisync.jushuitan.authorise.AuthoriseConfiguration;
import io.bisync.jushuitan.call.OpenApiConfiguration;
import io.bisync.jushuitan.catalogue.Catalogue;
import io.bisync.jushuitan.history.HistoryConfiguration;
import io.bisync.jushuitan.pull.PullConfiguration;
import io.bisync.jushuitan.push.PushConfiguration;
import io.bisync.jushuitan.verify.VerifyConfiguration;
import io.bisync.operations.SuiteService;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Pulls what changes at Jushuitan onto Kafka, and loads it from there into StarRocks. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    OpenApiConfiguration.class,
    PullConfiguration.class,
    HistoryConfiguration.class,
    VerifyConfiguration.class,
    AuthoriseConfiguration.class,
    PushConfiguration.class,
    Catalogue.class,
    AccountChangeConfiguration.class
})
public class JushuitanApplication {

    public static void main(String[] args) {
        SpringApplication.run(JushuitanApplication.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}

package io.bisync.leke;

import io.bisync.account.change.AccountChangeConfiguration;
import io.bisync.leke.bridge.BridgeConfiguration;
import io.bisync.leke.catalogue.Catalogue;
import io.bisync.operations.SuiteService;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Loads what Leke writes to its topics into StarRocks, and writes to them for whoever has no Kafka client. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Catalogue.class, AccountChangeConfiguration.class, BridgeConfiguration.class})
public class LekeApplication {

    public static void main(String[] args) {
        SpringApplication.run(LekeApplication.class, args);
    }

    @Bean
    static InstantSource clock() {
        return InstantSource.system();
    }
}

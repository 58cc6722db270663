package io.bisync.basic.hold;

import io.bisync.basic.audit.Audit;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Holds: table and REST. */
@Configuration(proxyBeanMethods = false)
@Import(HoldResource.class)
public class HoldConfiguration {

    @Bean
    static Holds holds(JdbcClient jdbc, TransactionTemplate transaction, Audit audit, InstantSource clock) {
        return new Holds(jdbc, transaction, audit, clock);
    }
}

package io.bisync.basic.privacy;

import io.bisync.basic.audit.Audit;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Rules for personal values: tables and REST. */
@Configuration(proxyBeanMethods = false)
@Import(PrivacyResource.class)
public class PrivacyConfiguration {

    @Bean
    static RulesInForce rulesInForce(
            JdbcClient jdbc, TransactionTemplate transaction, Audit audit, InstantSource clock) {
        return new RulesInForce(jdbc, transaction, audit, clock);
    }
}

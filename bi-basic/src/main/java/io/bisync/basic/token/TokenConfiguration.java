package io.bisync.basic.token;

import io.bisync.basic.account.AccountEvents;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.audit.Audit;
import io.bisync.secret.Secrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** ERP tokens: table, leases and REST. */
@Configuration(proxyBeanMethods = false)
@Import(TokenResource.class)
public class TokenConfiguration {

    @Bean
    static Tokens tokens(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Secrets secrets,
            AccountEvents events,
            Audit audit,
            InstantSource clock) {
        return new Tokens(jdbc, transaction, accounts, secrets, events, audit, clock);
    }

    @Bean
    static TokenMeters tokenMeters(JdbcClient jdbc, InstantSource clock, MeterRegistry registry) {
        return new TokenMeters(jdbc, clock, registry);
    }
}

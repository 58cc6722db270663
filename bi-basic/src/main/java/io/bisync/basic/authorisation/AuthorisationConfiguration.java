package io.bisync.basic.authorisation;

import io.bisync.basic.account.AccountEvents;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.token.Tokens;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Authorisations: table, watch and REST. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthorisationProperties.class)
@Import(AuthorisationResource.class)
public class AuthorisationConfiguration {

    @Bean
    static Authorisations authorisations(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Tokens tokens,
            Audit audit,
            AuthorisationProperties properties,
            InstantSource clock) {
        return new Authorisations(jdbc, transaction, accounts, tokens, audit, properties.doors(), clock);
    }

    @Bean
    static AuthorisationWatch authorisationWatch(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            AccountEvents events,
            AuthorisationProperties properties,
            InstantSource clock) {
        return new AuthorisationWatch(jdbc, transaction, accounts, events, properties.ahead(), clock);
    }
}

package io.bisync.basic.account;

import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.BodyMapper;
import io.bisync.basic.idempotency.Idempotency;
import io.bisync.basic.outbox.Outbox;
import io.bisync.secret.Secrets;
import jakarta.validation.Validator;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts: table, registry and REST. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountProperties.class)
@Import({AccountResource.class, CredentialsResource.class})
public class AccountConfiguration {

    @Bean
    static Sources sources(AccountProperties properties) {
        return new Sources(properties);
    }

    @Bean
    static Accounts accounts(JdbcClient jdbc) {
        return new Accounts(jdbc);
    }

    @Bean
    static AccountEvents accountEvents(Outbox outbox) {
        return new AccountEvents(outbox);
    }

    @Bean
    static AccountRegistry accountRegistry(
            Accounts accounts,
            Sources sources,
            Secrets secrets,
            Audit audit,
            Idempotency idempotency,
            AccountEvents accountEvents,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            InstantSource clock) {
        return new AccountRegistry(
                accounts, sources, secrets, audit, idempotency, accountEvents, events, transaction, clock);
    }

    @Bean
    static MergePatch mergePatch(Validator validator) {
        return new MergePatch(BodyMapper.JSON, validator);
    }
}

package io.bisync.basic.pause;

import io.bisync.basic.account.AccountEvents;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Paused entities: table and REST. */
@Configuration(proxyBeanMethods = false)
@Import(PausedEntityResource.class)
public class PauseConfiguration {

    @Bean
    static PausedEntities pausedEntities(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            AccountEvents events,
            Audit audit,
            InstantSource clock) {
        return new PausedEntities(jdbc, transaction, accounts, sources, events, audit, clock);
    }
}

package io.bisync.basic.push;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.outbox.Outbox;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Push: addresses, and reading again. */
@Configuration(proxyBeanMethods = false)
@Import({PushAddressResource.class, RereadResource.class})
public class PushConfiguration {

    @Bean
    static PushAddresses pushAddresses(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        return new PushAddresses(jdbc, transaction, accounts, sources, outbox, audit, clock);
    }
}

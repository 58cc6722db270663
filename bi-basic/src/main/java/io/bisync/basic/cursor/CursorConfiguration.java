package io.bisync.basic.cursor;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Cursors: table, leases and REST. */
@Configuration(proxyBeanMethods = false)
@Import(CursorResource.class)
public class CursorConfiguration {

    @Bean
    static Cursors cursors(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            Audit audit,
            InstantSource clock) {
        return new Cursors(jdbc, transaction, accounts, sources, audit, clock);
    }
}

package io.bisync.basic.cursor;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.pause.PausedEntities;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Cursors: tables, leases and REST. */
@Configuration(proxyBeanMethods = false)
@Import({CursorResource.class, LeaseResource.class, SnapshotResource.class})
public class CursorConfiguration {

    @Bean
    static Cursors cursors(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            Audit audit) {
        return new Cursors(jdbc, batches, transaction, accounts, sources, audit);
    }

    @Bean
    static Snapshots snapshots(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Accounts accounts,
            InstantSource clock) {
        return new Snapshots(jdbc, batches, transaction, accounts, clock);
    }

    @Bean
    static AccountLeases accountLeases(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Cursors cursors,
            PausedEntities paused,
            InstantSource clock) {
        return new AccountLeases(jdbc, transaction, accounts, cursors, paused, clock);
    }
}

package io.bisync.basic.status;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Sources;
import io.bisync.basic.pause.PausedEntities;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Status: reports, freshness, meters and REST. */
@Configuration(proxyBeanMethods = false)
@Import({StatusResource.class, SourceStatusResource.class})
public class StatusConfiguration {

    @Bean
    static StatusRepository statusRepository(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            InstantSource clock) {
        return new StatusRepository(jdbc, batches, transaction, new Freshness(jdbc, clock), clock);
    }

    @Bean
    static StatusLines statusLines(JdbcClient jdbc, Sources sources, InstantSource clock) {
        return new StatusLines(jdbc, sources, new Freshness(jdbc, clock), clock);
    }

    @Bean
    static SourceStatuses sourceStatuses(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Sources sources,
            StatusLines lines,
            InstantSource clock) {
        return new SourceStatuses(jdbc, transaction, accounts, sources, lines, clock);
    }

    @Bean
    static StatusMeters statusMeters(
            StatusLines lines, PausedEntities paused, JdbcClient jdbc, InstantSource clock, MeterRegistry registry) {
        return new StatusMeters(lines, paused, jdbc, clock, registry);
    }

    @Bean
    static GoneReporters goneReporters(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        return new GoneReporters(jdbc, transaction, clock);
    }
}

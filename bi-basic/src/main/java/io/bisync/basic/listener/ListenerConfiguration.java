package io.bisync.basic.listener;

import io.bisync.basic.audit.Audit;
import io.bisync.basic.outbox.Outbox;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.support.TransactionTemplate;

/** Listeners: reports, decisions and REST. */
@Configuration(proxyBeanMethods = false)
@Import({ListenerResource.class, ListenerReportResource.class, PositionResource.class})
public class ListenerConfiguration {

    @Bean
    static ListenerReports listenerReports(JdbcClient jdbc, NamedParameterJdbcOperations batches, InstantSource clock) {
        return new ListenerReports(jdbc, batches, clock);
    }

    @Bean
    static ListenerDecisions listenerDecisions(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ListenerReports reports,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        return new ListenerDecisions(jdbc, transaction, reports, outbox, audit, clock);
    }

    @Bean
    static SkippedRanges skippedRanges(JdbcClient jdbc, InstantSource clock) {
        return new SkippedRanges(jdbc, clock);
    }

    @Bean
    static Positions positions(
            ListenerDecisions listeners,
            SkippedRanges skipped,
            TransactionTemplate transaction,
            Audit audit,
            KafkaAdmin kafka) {
        return new Positions(listeners, skipped, transaction, audit, kafka);
    }
}

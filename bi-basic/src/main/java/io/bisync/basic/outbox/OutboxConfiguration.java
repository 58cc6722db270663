package io.bisync.basic.outbox;

import io.bisync.basic.http.BodyMapper;
import io.bisync.event.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox: table, publisher and health. */
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

    @Bean
    static Outbox outbox(JdbcClient jdbc, InstantSource clock) {
        return new Outbox(jdbc, BodyMapper.JSON, clock);
    }

    @Bean
    static OutboxPublisher outboxPublisher(
            Outbox outbox, Transactions transactions, TransactionTemplate database, MeterRegistry registry) {
        return new OutboxPublisher(outbox, transactions, database, registry);
    }

    @Bean
    static OutboxHealthIndicator outboxHealthIndicator(Outbox outbox, InstantSource clock, MeterRegistry registry) {
        return new OutboxHealthIndicator(outbox, clock, registry);
    }
}

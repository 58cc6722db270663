package io.bisync.basic.permit;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.audit.Audit;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Call permits: buckets and REST. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PermitProperties.class)
@Import({PermitResource.class, AppResource.class})
public class PermitConfiguration {

    @Bean
    static RateLimiter rateLimiter(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Accounts accounts,
            Apps apps,
            PermitProperties properties,
            InstantSource clock,
            MeterRegistry registry) {
        return new RateLimiter(jdbc, batches, transaction, accounts, apps, properties, clock, registry);
    }

    @Bean
    static HistoryShares historyShares(JdbcClient jdbc, Apps apps, PermitProperties properties, InstantSource clock) {
        return new HistoryShares(jdbc, apps, properties, clock);
    }

    @Bean
    static PermitMeters permitMeters(Accounts accounts, RateLimiter rateLimiter, MeterRegistry registry) {
        return new PermitMeters(accounts, rateLimiter, registry);
    }

    @Bean
    static Apps apps(JdbcClient jdbc, TransactionTemplate transaction, Audit audit) {
        return new Apps(jdbc, transaction, audit);
    }
}

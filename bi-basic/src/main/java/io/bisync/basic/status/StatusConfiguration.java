package io.bisync.basic.status;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Status: reports, freshness and REST. */
@Configuration(proxyBeanMethods = false)
@Import(StatusResource.class)
public class StatusConfiguration {

    @Bean
    static StatusBook statusBook(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            InstantSource clock) {
        return new StatusBook(jdbc, batches, transaction, new Freshness(jdbc, clock), clock);
    }
}

package io.bisync.loading.schema;

import io.bisync.loading.EntityTopic;
import io.bisync.starrocks.StarRocksSettings;
import io.bisync.starrocks.StarRocksSql;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Compares the live tables of everything that a service loads, from its start on. */
@AutoConfiguration(afterName = "io.bisync.starrocks.StarRocksAutoConfiguration")
@ConditionalOnBean({EntityTopic.class, StarRocksSql.class})
class SchemaAutoConfiguration {

    @Bean
    static TableGuard tablesHealthIndicator(
            StarRocksSql sql,
            StarRocksSettings starRocks,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<MeterRegistry> meters) {
        return new TableGuard(
                sql::query,
                starRocks.database(),
                topics.stream()
                        .map(EntityTopic::entity)
                        .distinct()
                        .flatMap(it -> it.tables().stream())
                        .toList(),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }
}

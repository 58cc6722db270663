package io.bisync.loading.schema;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.PlausibleVersions;
import io.bisync.loading.freshness.StatusTables;
import io.bisync.starrocks.http.StarRocksProperties;
import io.bisync.starrocks.http.StarRocksSql;
import io.bisync.table.Entity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Watches the live tables of everything that a service loads, from its start on. */
@AutoConfiguration(afterName = "io.bisync.starrocks.http.StarRocksAutoConfiguration")
@ConditionalOnBean({EntityTopic.class, StarRocksSql.class})
@EnableConfigurationProperties(SchemaProperties.class)
class SchemaAutoConfiguration {

    @Bean
    static SchemaCheck schemaCheck(
            StarRocksSql sql,
            StarRocksProperties starRocks,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<StatusTables> beside,
            ObjectProvider<MeterRegistry> meters) {
        return new SchemaCheck(
                sql::query,
                starRocks.database(),
                Stream.concat(
                                entities(topics).flatMap(it -> it.tables().stream()),
                                beside.stream().flatMap(it -> it.tables().stream()))
                        .toList(),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static FrozenRows frozenRows(
            StarRocksSql sql,
            SchemaCheck guard,
            SchemaProperties settings,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<PlausibleVersions> plausible,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        var known = plausible.getIfAvailable(() -> (_, _) -> OptionalLong.empty());
        return new FrozenRows(
                entities(topics)
                        .flatMap(entity -> entity.tables().stream()
                                .map(it -> new TableVersions(sql::query, entity.name(), it, known)))
                        .toList(),
                guard::isRight,
                settings.frozenRowsInterval(),
                clocks.getIfAvailable(InstantSource::system),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static TablesHealthIndicator tablesHealthIndicator(SchemaCheck guard, FrozenRows frozenRows) {
        return new TablesHealthIndicator(guard, frozenRows);
    }

    private static Stream<Entity> entities(ObjectProvider<EntityTopic> topics) {
        return topics.stream().map(EntityTopic::entity).distinct();
    }
}

package io.bisync.loading.freshness;

import io.bisync.account.ControlPlane;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.LoadPrecondition;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.StarRocksProperties;
import io.bisync.starrocks.http.StarRocksSql;
import io.bisync.table.Entity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Accounts and freshness beside the data, for a service that loads and that knows bi-basic. */
@AutoConfiguration(
        afterName = {
            "io.bisync.starrocks.http.StarRocksAutoConfiguration",
            "io.bisync.account.rest.ControlPlaneAutoConfiguration"
        })
@ConditionalOnBean({EntityTopic.class, StreamLoad.class, StarRocksSql.class, ControlPlane.class})
@ConditionalOnBooleanProperty(name = "bi.freshness.enabled", matchIfMissing = true)
@EnableConfigurationProperties(FreshnessProperties.class)
class FreshnessAutoConfiguration {

    @Bean
    static StatusTables statusTables(FreshnessProperties settings, ObjectProvider<EntityTopic> topics) {
        return new StatusTables(settings.interval(), sources(entities(topics)).size());
    }

    @Bean
    static FreshnessWriter freshnessHealthIndicator(
            FreshnessProperties settings,
            ControlPlane controlPlane,
            StarRocksProperties starRocks,
            StarRocksSql sql,
            StreamLoad streamLoad,
            Environment environment,
            ObjectProvider<LoadPrecondition> gates,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        var gate = gates.getIfAvailable(() -> _ -> null);
        var entities = entities(topics);
        var labels = new StatusLabels(environment.getProperty("bi.environment", "default"), starRocks.database());
        return new FreshnessWriter(
                sources(entities).stream()
                        .map(source -> new SourceTables(
                                source,
                                controlPlane,
                                StatusRows.of(source, entities),
                                table -> new WrittenTable(
                                        table, source, labels.of(table, source), sql::query, streamLoad, gate)))
                        .toList(),
                settings.interval(),
                clocks.getIfAvailable(InstantSource::system),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    private static List<Entity> entities(ObjectProvider<EntityTopic> topics) {
        return topics.stream().map(EntityTopic::entity).distinct().toList();
    }

    private static List<String> sources(List<Entity> entities) {
        return entities.stream().map(Entity::source).distinct().sorted().toList();
    }
}

package io.bisync.loading.lineage;

import io.bisync.kafka.KafkaClients;
import io.bisync.loading.EntityTopic;
import io.bisync.starrocks.http.StarRocksSql;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Lineage on request, wherever rows are loaded. */
@AutoConfiguration(
        afterName = {
            "io.bisync.starrocks.http.StarRocksAutoConfiguration",
            "io.bisync.kafka.KafkaClientsAutoConfiguration"
        })
@ConditionalOnClass(DefaultKafkaConsumerFactory.class)
@ConditionalOnBean({EntityTopic.class, StarRocksSql.class, KafkaClients.class})
class LineageAutoConfiguration {

    @Bean
    static LineageEndpoint lineageEndpoint(ObjectProvider<EntityTopic> topics, StarRocksSql sql, KafkaClients clients) {
        return new LineageEndpoint(topics.stream().toList(), new Rows(sql::query), new Records(clients));
    }
}

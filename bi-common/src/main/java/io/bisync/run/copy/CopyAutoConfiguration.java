package io.bisync.run.copy;

import io.bisync.kafka.KafkaClients;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.ValueFormats;
import io.bisync.privacy.Privacy;
import io.bisync.run.Ledger;
import io.bisync.starrocks.http.StarRocksSql;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** Replays, their rehearsals, and redrives, for every service that loads topics and has a bi-basic. */
@AutoConfiguration(
        beforeName = "io.bisync.run.work.RunWorkAutoConfiguration",
        afterName = {
            "io.bisync.account.rest.ControlPlaneAutoConfiguration",
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "io.bisync.loading.kafka.LoadingAutoConfiguration",
            "io.bisync.loading.format.LoadingFormatsAutoConfiguration",
            "io.bisync.privacy.PrivacyAutoConfiguration",
            "io.bisync.starrocks.http.StarRocksAutoConfiguration"
        })
@ConditionalOnClass(KafkaListenerEndpointRegistry.class)
@ConditionalOnBean({EntityTopic.class, Ledger.class, KafkaClients.class, Admin.class, Privacy.class})
public final class CopyAutoConfiguration {

    private static final int MOST_RECORDS = 1_000;

    CopyAutoConfiguration() {}

    @Bean
    static CopyWork copyWork(Stretches stretches) {
        return new CopyWork(stretches);
    }

    @Bean
    @ConditionalOnBean(StarRocksSql.class)
    static RehearsalWork rehearsalWork(Stretches stretches, StarRocksSql sql) {
        return new RehearsalWork(stretches, sql::query);
    }

    @Bean
    static Stretches stretches(
            ObjectProvider<EntityTopic> topics,
            Privacy privacy,
            ObjectProvider<ValueFormats> formats,
            KafkaClients clients,
            Admin admin) {
        var settings = reading(clients);
        return new Stretches(
                topics.orderedStream().toList(),
                privacy,
                formats.getIfAvailable(() -> _ -> null),
                () -> new KafkaConsumer<byte[], byte[]>(settings),
                admin);
    }

    /** Offsets come from the ledger and from nowhere else: there is no group, and no other offset takes the place of a lost one. */
    private static Map<String, Object> reading(KafkaClients clients) {
        var settings = new HashMap<>(clients.handling());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        return settings;
    }
}

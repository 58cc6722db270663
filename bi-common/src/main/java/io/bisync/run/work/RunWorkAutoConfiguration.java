package io.bisync.run.work;

import io.bisync.event.EventProducer;
import io.bisync.event.Transactions;
import io.bisync.kafka.KafkaClients;
import io.bisync.loading.EntityTopic;
import io.bisync.run.Ledger;
import io.bisync.run.SliceKind;
import io.bisync.topic.TopicDeclaration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Working off slices of the source that a service loads, where there is a bi-basic that has them. */
@AutoConfiguration(
        afterName = {
            "io.bisync.account.rest.ControlPlaneAutoConfiguration",
            "io.bisync.event.EventAutoConfiguration",
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "io.bisync.loading.kafka.LoadingAutoConfiguration",
            "io.bisync.starrocks.http.StarRocksAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaListenerEndpointRegistry.class)
@ConditionalOnBean({EntityTopic.class, Ledger.class, KafkaClients.class, Admin.class})
@EnableConfigurationProperties(RunProperties.class)
public final class RunWorkAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RunWorkAutoConfiguration.class);

    RunWorkAutoConfiguration() {}

    /** Null where nobody's slices are worked off here. */
    @Bean
    static @Nullable TopicDeclaration slicesDeclaration(ObjectProvider<EntityTopic> topics) {
        var offer = Offer.of(topics.orderedStream().toList(), List.of());
        return offer == null ? null : SliceTopic.declaration(offer.source());
    }

    /** Null as above. */
    @Bean(destroyMethod = "close")
    static @Nullable SliceTopic sliceTopic(ObjectProvider<EntityTopic> topics, KafkaClients clients, Admin admin) {
        var offer = Offer.of(topics.orderedStream().toList(), List.of());
        return offer == null
                ? null
                : new SliceTopic(offer.source(), () -> new KafkaConsumer<byte[], byte[]>(clients.handling()), admin);
    }

    @Bean
    static @Nullable SliceWorkers sliceWorkers(
            ObjectProvider<SliceWork> works,
            ObjectProvider<EntityTopic> topics,
            Ledger ledger,
            Transactions transactions,
            ObjectProvider<SliceTopic> progress,
            EventProducer producer,
            Admin admin,
            ObjectProvider<KafkaListenerEndpointRegistry> listeners,
            RunProperties properties,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> registries,
            @Value("${spring.application.name}") String application) {
        var byKind = byKind(works.orderedStream().toList());
        var offer = Offer.of(topics.orderedStream().toList(), Set.copyOf(byKind.values()));
        var slices = progress.getIfAvailable();
        if (offer == null || slices == null) {
            log.info("No slices of runs are claimed, as the topics that are loaded here are of several sources");
            return null;
        }
        var loaded = new LoadedEnds(admin, topic -> group(listeners.getObject(), topic));
        var meters = new RunMeters(registries.getIfAvailable(SimpleMeterRegistry::new));
        return new SliceWorkers(
                offer.source(),
                offer.entities(),
                ledger,
                new SliceRunner(byKind, transactions, slices, loaded, meters),
                loaded,
                slice -> {
                    var _ = producer.operations().send(slices.forgotten(slice.id()));
                },
                application + "/" + UUID.randomUUID(),
                properties,
                clocks.getIfAvailable(InstantSource::system),
                meters);
    }

    private static Map<SliceKind, SliceWork> byKind(List<SliceWork> works) {
        Map<SliceKind, SliceWork> byKind = new EnumMap<>(SliceKind.class);
        for (var work : works) {
            for (var kind : work.kinds()) {
                var other = byKind.put(kind, work);
                if (other != null) {
                    throw new IllegalStateException("Slices of kind %s are done by both %s and %s"
                            .formatted(
                                    kind,
                                    other.getClass().getSimpleName(),
                                    work.getClass().getSimpleName()));
                }
            }
        }
        return byKind;
    }

    /** Of the listener that loads a topic; it must not be injected: what a bean depends on is started before it. */
    private static @Nullable String group(KafkaListenerEndpointRegistry listeners, String topic) {
        return listeners.getListenerContainers().stream()
                .filter(it -> topics(it).contains(topic))
                .map(MessageListenerContainer::getGroupId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<String> topics(MessageListenerContainer container) {
        var topics = container.getContainerProperties().getTopics();
        return topics == null ? List.of() : Arrays.asList(topics);
    }
}

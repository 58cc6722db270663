package io.bisync.run.work;

import io.bisync.event.EventProducer;
import io.bisync.event.Transactions;
import io.bisync.kafka.KafkaClients;
import io.bisync.run.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Working off slices, where a service says how and there is a bi-basic that has them. */
@AutoConfiguration(
        afterName = {
            "io.bisync.account.rest.ControlPlaneAutoConfiguration",
            "io.bisync.event.EventAutoConfiguration",
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "io.bisync.loading.kafka.LoadingAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaListenerEndpointRegistry.class)
@ConditionalOnBean({SliceWork.class, Ledger.class, KafkaClients.class, Admin.class})
@EnableConfigurationProperties(RunProperties.class)
public final class RunWorkAutoConfiguration {

    RunWorkAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    static SliceTopic sliceTopic(SliceWork work, KafkaClients clients, Admin admin) {
        return new SliceTopic(work.source(), () -> new KafkaConsumer<byte[], byte[]>(clients.handling()), admin);
    }

    @Bean
    static SliceWorkers sliceWorkers(
            SliceWork work,
            Ledger ledger,
            Transactions transactions,
            SliceTopic progress,
            EventProducer producer,
            Admin admin,
            ObjectProvider<KafkaListenerEndpointRegistry> listeners,
            RunProperties properties,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> registries,
            @Value("${spring.application.name}") String application) {
        var loaded = new LoadedEnds(admin, topic -> group(listeners.getObject(), topic));
        var meters = new RunMeters(registries.getIfAvailable(SimpleMeterRegistry::new));
        return new SliceWorkers(
                work,
                ledger,
                new SliceRunner(work, transactions, progress, loaded, meters),
                loaded,
                slice -> {
                    var _ = producer.operations().send(progress.forgotten(slice.id()));
                },
                application + "/" + UUID.randomUUID(),
                properties,
                clocks.getIfAvailable(InstantSource::system),
                meters);
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

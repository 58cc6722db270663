package io.bisync.listener.decision;

import io.bisync.account.ControlPlane;
import io.bisync.handler.ListenerControls;
import io.bisync.kafka.KafkaClients;
import io.bisync.operations.OutageLog;
import io.bisync.topic.RememberedTopic;
import io.bisync.topic.TopicDeclaration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.util.unit.DataSize;

/** Obeying operators, where there is a bi-basic at which they decide. */
@AutoConfiguration(
        afterName = {
            "io.bisync.account.rest.ControlPlaneAutoConfiguration",
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaListenerEndpointRegistry.class)
@ConditionalOnBean({ControlPlane.class, KafkaClients.class, KafkaListenerEndpointRegistry.class})
public final class DecisionAutoConfiguration {

    DecisionAutoConfiguration() {}

    @Bean
    static TopicDeclaration listenerDecisions() {
        return TopicDeclaration.remembered(ListenerDecision.TOPIC, DataSize.ofMegabytes(1));
    }

    @Bean
    static Decisions decisions(Environment environment) {
        return Decisions.unread(environment.getProperty("spring.application.name", "application"));
    }

    @Bean
    static Governor decisionsHealthIndicator(
            ObjectProvider<KafkaListenerEndpointRegistry> registry,
            KafkaClients clients,
            Decisions decisions,
            ObjectProvider<ListenerControls> controls,
            ObjectProvider<MeterRegistry> registries) {
        var settings = clients.handling();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var meters = registries.getIfAvailable(SimpleMeterRegistry::new);
        return new Governor(
                registry,
                id -> {
                    var all = controls.getIfAvailable();
                    return all == null ? null : all.of(id);
                },
                new RememberedTopic(ListenerDecision.TOPIC, () -> new KafkaConsumer<byte[], byte[]>(settings)),
                decisions,
                new OutageLog(
                        "The topic " + ListenerDecision.TOPIC, Governor.UNREAD, problems(meters, Governor.UNREAD)),
                problems(meters, Governor.SKIPPED));
    }

    private static Counter problems(MeterRegistry meters, String code) {
        return Counter.builder("bi.listeners.decisions.problems")
                .description("Decisions of operators that could not be read or obeyed, by code of docs/errors.md")
                .tag("code", code)
                .register(meters);
    }
}

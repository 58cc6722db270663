package io.bisync.listener;

import io.bisync.account.ControlPlane;
import io.bisync.handler.ListenerControls;
import io.bisync.kafka.KafkaClients;
import io.bisync.listener.decision.Decisions;
import io.bisync.topic.TopicDeclaration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;

/** All listeners of a service in one list, whatever container factory made them. */
@AutoConfiguration(
        afterName = {
            "io.bisync.listener.decision.DecisionAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(KafkaListenerEndpointRegistry.class)
@ConditionalOnBean({KafkaListenerEndpointRegistry.class, KafkaAdmin.class})
@EnableConfigurationProperties(ListenerProperties.class)
public final class ListenerAutoConfiguration {

    ListenerAutoConfiguration() {}

    @Bean
    static Features listenerFeatures(ObjectProvider<ListenerFeature> features) {
        return new Features(features.stream().toList());
    }

    @Bean
    static ConsumerHooks consumerHooks(
            ObjectProvider<KafkaListenerEndpointRegistry> registry,
            ObjectProvider<Decisions> decisions,
            Features features,
            ObjectProvider<InstantSource> clocks) {
        return new ConsumerHooks(
                registry,
                decisions.getIfAvailable(Decisions::none),
                features,
                clocks.getIfAvailable(InstantSource::system));
    }

    @Bean
    static Broker listenerBroker(KafkaAdmin kafka) {
        return new Broker(kafka);
    }

    @Bean
    static GroupOffsets groupOffsets(KafkaListenerEndpointRegistry registry, Features features, Broker broker) {
        return new GroupOffsets(registry, features, broker);
    }

    @Bean
    static Listeners listeners(
            KafkaListenerEndpointRegistry registry,
            Features features,
            ConsumerHooks hooks,
            ObjectProvider<Decisions> decisions,
            GroupOffsets offsets,
            ObjectProvider<ListenerControls> controls,
            ObjectProvider<InstantSource> clocks) {
        return new Listeners(
                registry,
                features,
                hooks,
                decisions.getIfAvailable(Decisions::none),
                offsets,
                controls,
                clocks.getIfAvailable(InstantSource::system));
    }

    @Bean
    static ListenersEndpoint listenersEndpoint(Listeners listeners) {
        return new ListenersEndpoint(listeners);
    }

    @Bean
    @ConditionalOnBean(ControlPlane.class)
    static ListenerReports listenerReports(ControlPlane controlPlane, Listeners listeners, Environment environment) {
        return new ListenerReports(
                controlPlane, environment.getProperty("spring.application.name", "application"), listeners::all);
    }

    @Bean
    static ListenersHealthIndicator listenersHealthIndicator(KafkaListenerEndpointRegistry registry) {
        return new ListenersHealthIndicator(registry);
    }

    @Bean
    static ListenerEvents listenerEvents(ObjectProvider<MeterRegistry> meters) {
        return new ListenerEvents(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static ContainerWatch containerWatch(
            KafkaListenerEndpointRegistry registry,
            Features features,
            ConsumerHooks hooks,
            ListenerEvents events,
            ListenerProperties settings,
            ObjectProvider<KafkaClients> clients) {
        var rest =
                clients.stream().map(KafkaClients::restAfterRefusal).findAny().orElse(KafkaClients.REST_AFTER_REFUSAL);
        return new ContainerWatch(registry, features, hooks, events, settings.onFailure(), rest);
    }

    @Bean
    static TopicWatch topicWatch(
            KafkaListenerEndpointRegistry registry,
            ObjectProvider<TopicDeclaration> topics,
            Broker broker,
            ListenerEvents events,
            ObjectProvider<MeterRegistry> meters) {
        return new TopicWatch(
                registry, topics.stream().toList(), broker, events, meters.getIfAvailable(SimpleMeterRegistry::new));
    }
}

package io.bisync.leke.bridge;

import io.bisync.account.rest.CallersUnknownException;
import io.bisync.event.EventPublisher;
import io.bisync.loading.EntityTopic;
import io.bisync.once.store.GenerationStore;
import io.bisync.once.store.StoreSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** The bridge and its two doors. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BridgeProperties.class)
@Import({HttpDoorConfiguration.class, GrpcDoorConfiguration.class})
public class BridgeConfiguration {

    /** Longer than any producer tries. */
    private static final Duration RESERVED = Duration.ofMinutes(10);

    /** An event is remembered by its name, and by its name with its value. */
    private static final int IDS_AN_EVENT = 2;

    @Bean
    static Bridge bridge(
            List<EntityTopic> loaded,
            EventPublisher publisher,
            BridgeProperties settings,
            InstantSource clock,
            MeterRegistry meters) {
        var remembered = new StoreSettings(settings.remembered(), RESERVED, IDS_AN_EVENT * settings.ids());
        var admission = new Admission(settings.inFlight(), settings.inFlightPerToken());
        return new Bridge(
                open(loaded, settings.topics()),
                publisher,
                GenerationStore.onHeap(remembered, clock, System::nanoTime),
                settings,
                admission,
                new BridgeMeters(meters, admission));
    }

    /** A service that knows no bi-basic starts and loads; nobody gets through its doors. */
    @Bean
    static Callers bridgeCallers(ObjectProvider<OpaqueTokenIntrospector> introspector) {
        return new Callers(introspector.getIfAvailable(() -> _ -> {
            throw new CallersUnknownException("bi.basic.url is not set, so nobody can say who holds a token");
        }));
    }

    /** The contracts of the topics that are written to, of those that the service loads: the named ones, or all of changes. */
    static Map<String, Contract> open(List<EntityTopic> loaded, List<String> topics) {
        var open = loaded.stream()
                .filter(it -> topics.isEmpty() ? !it.isHistory() : topics.contains(it.topic()))
                .collect(Collectors.toMap(EntityTopic::topic, Contract::new));
        if (!open.keySet().containsAll(topics)) {
            throw new TopicNotLoadedException(
                    topics.stream().filter(it -> !open.containsKey(it)).toList(),
                    loaded.stream().map(EntityTopic::topic).sorted().toList());
        }
        return open;
    }
}

package io.bisync.listener;

import io.bisync.topic.TopicDeclaration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks at the topics of all listeners, and those that go with them: partitions that were added, leaders that changed, replicas that are not in sync. */
final class TopicWatch {

    private final KafkaListenerEndpointRegistry registry;
    private final List<TopicDeclaration> declared;
    private final Broker broker;
    private final ListenerEvents events;
    private final Map<String, TopicState> seen = new ConcurrentHashMap<>();

    TopicWatch(
            KafkaListenerEndpointRegistry registry,
            List<TopicDeclaration> declared,
            Broker broker,
            ListenerEvents events,
            MeterRegistry meters) {
        this.registry = registry;
        this.declared = declared;
        this.broker = broker;
        this.events = events;
        Gauge.builder("bi.listeners.partitions.insecure", this, TopicWatch::belowNeeded)
                .description("Partitions of listeners' topics with fewer replicas in sync than min.insync.replicas")
                .register(meters);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void look() throws InterruptedException {
        var topics = new TreeSet<String>();
        registry.getListenerContainers().forEach(it -> topics.addAll(Listeners.topics(it)));
        declared.forEach(it -> topics.addAll(it.names()));
        if (!topics.isEmpty()) {
            broker.ask(admin -> look(admin, topics));
        }
    }

    private void look(Admin admin, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> described = new HashMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                described.put(topic.getKey(), broker.answer(topic.getValue()));
            } catch (ExecutionException notThere) {
                seen.remove(topic.getKey());
            }
        }
        var needed = needed(admin, described.keySet());
        described.forEach((topic, description) -> {
            var now = TopicState.of(description, needed.getOrDefault(topic, 1));
            now.since(seen.put(topic, now), topic).forEach(it -> events.happened(it.level(), it.code(), it.what(), 1));
        });
    }

    private Map<String, Integer> needed(Admin admin, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(it -> new ConfigResource(ConfigResource.Type.TOPIC, it))
                .toList();
        Map<String, Integer> needed = new HashMap<>();
        broker.answer(admin.describeConfigs(resources).all())
                .forEach((topic, config) -> needed.put(
                        topic.name(),
                        Integer.valueOf(Objects.requireNonNull(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG))
                                .value())));
        return needed;
    }

    private double belowNeeded() {
        return seen.values().stream().mapToLong(TopicState::belowNeeded).sum();
    }
}

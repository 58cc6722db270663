package io.bisync.loading.listener;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.topic.TopicDeclaration;
import io.bisync.topic.TopicProperties;
import io.bisync.topic.TrafficClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/**
 * Makes of a service's entities what loading needs: the declarations of their topics, what these carry, and one listener
 * for each traffic class that has topics. A service registers it with its list of entities.
 */
public final class LoadedEntities implements BeanRegistrar {

    private final String service;
    private final List<LoadedEntity> entities;

    /**
     * Nothing is registered yet.
     *
     * @param service the first part of the consumer groups' names; another name begins to read from the beginning
     * @param entities what the service loads
     */
    public LoadedEntities(String service, List<LoadedEntity> entities) {
        this.service = service;
        this.entities = List.copyOf(entities);
    }

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        Map<TrafficClass, List<String>> classes = new EnumMap<>(TrafficClass.class);
        for (var loaded : entities) {
            for (var topic : loaded.topics()) {
                register(registry, loaded, topic);
                classes.computeIfAbsent(topic.traffic(), _ -> new ArrayList<>()).add(topic.topic());
            }
        }
        classes.forEach((traffic, topics) -> registry.registerBean(
                service + "." + traffic.listener(),
                TrafficListener.class,
                bean -> bean.supplier(context ->
                        new TrafficListener(service, traffic, topics, context.bean(LoadingConsumer.class)))));
    }

    private static void register(BeanRegistry registry, LoadedEntity loaded, EntityTopic topic) {
        registry.registerBean(topic.topic(), EntityTopic.class, bean -> bean.supplier(_ -> topic));
        registry.registerBean(
                topic.topic() + ".declaration",
                TopicDeclaration.class,
                bean -> bean.supplier(context -> loaded.declaration(topic, context.bean(TopicProperties.class))));
    }
}

package io.bisync.loading.listener;

import io.bisync.loading.EntityTopic;
import io.bisync.table.Entity;
import io.bisync.topic.TopicDeclaration;
import io.bisync.topic.TopicProperties;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * An entity that a service loads, and the topics that carry it.
 *
 * @param entity its declaration
 * @param traffic the class of its changes
 * @param topic where its changes come from
 * @param historyTopic where comes from what is loaded again; null where nothing ever is
 */
public record LoadedEntity(
        Entity entity,
        TrafficClass traffic,
        String topic,
        @Nullable String historyTopic) {

    private static final Duration LIVE = Duration.ofDays(14);
    private static final Duration HISTORY = Duration.ofDays(7);
    private static final DataSize LARGEST = DataSize.ofMegabytes(16);

    /** Kafka's own defaults: more cannot be asked of a topic that somebody else owns. */
    private static final Duration THEIRS = Duration.ofDays(7);

    private static final DataSize LARGEST_OF_THEIRS = DataSize.ofMegabytes(1);

    public LoadedEntity {
        if (traffic == TrafficClass.HISTORY) {
            throw new IllegalArgumentException(
                    "Entity %s belongs to the traffic class of its changes; its history has one of its own"
                            .formatted(entity.name()));
        }
    }

    /** An entity on topics of our own. */
    public static LoadedEntity of(Entity entity, TrafficClass traffic) {
        var topic = EntityTopic.own(entity);
        return new LoadedEntity(entity, traffic, topic, topic + ".history");
    }

    /** The same, whose changes somebody else publishes. */
    public LoadedEntity from(String theirs) {
        return new LoadedEntity(entity, traffic, theirs, historyTopic);
    }

    /** The same, of which nothing is ever loaded again. */
    public LoadedEntity withoutHistory() {
        return new LoadedEntity(entity, traffic, topic, null);
    }

    /** What the topics carry, the changes first. */
    List<EntityTopic> topics() {
        var changes = new EntityTopic(topic, entity, traffic);
        return historyTopic == null
                ? List.of(changes)
                : List.of(changes, new EntityTopic(historyTopic, entity, TrafficClass.HISTORY));
    }

    TopicDeclaration declaration(EntityTopic of, TopicProperties settings) {
        var own = topic.equals(EntityTopic.own(entity));
        var kept = own ? (of.isHistory() ? HISTORY : LIVE) : THEIRS;
        return new TopicDeclaration(
                of.topic(),
                settings.partitions(of.traffic(), traffic),
                settings.retention().getOrDefault(of.traffic(), kept),
                own ? LARGEST : LARGEST_OF_THEIRS);
    }
}

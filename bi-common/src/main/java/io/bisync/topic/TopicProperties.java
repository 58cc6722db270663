package io.bisync.topic;

import io.bisync.settings.Within;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service comes by its topics.
 *
 * @param create Whether missing topics are created; otherwise they are only checked.
 * @param replication Replicas of a created topic, -1 for the broker's default.
 * @param patience Time that the start waits for the brokers before it goes on and checks later.
 * @param partitions Partitions of a topic at least, by its traffic class: orders and stock (6), other (1), history (as many as the entity's own class).
 * @param retention How long records are kept at least, by traffic class: 14 days, history 7 days.
 */
@Validated
@ConfigurationProperties("bi.topics")
public record TopicProperties(
        @DefaultValue("false") boolean create,
        @Min(-1) @DefaultValue("-1") short replication,

        @NotNull @Within(least = "0s", most = "10m") @DefaultValue("15s")
        Duration patience,

        @NotNull @DefaultValue Map<TrafficClass, @NotNull @Min(1) Integer> partitions,
        @NotNull @DefaultValue Map<TrafficClass, @NotNull Duration> retention) {

    /** Partitions of a topic of an entity of a class; its history has as many, unless history has a number of its own. */
    public int partitions(TrafficClass topic, TrafficClass entity) {
        return partitions.getOrDefault(topic, partitions.getOrDefault(entity, usualPartitions(entity)));
    }

    private static int usualPartitions(TrafficClass entity) {
        return switch (entity) {
            case ORDERS, STOCK -> 6;
            case OTHER, HISTORY -> 1;
        };
    }
}

package io.bisync.topic;

import io.bisync.settings.Within;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service comes by its topics.
 *
 * @param create whether missing topics are created; otherwise they are only checked
 * @param replication replicas of a created topic, -1 for the broker's default
 * @param patience time that the start waits for the brokers before it goes on and checks later
 */
@Validated
@ConfigurationProperties("bi.topics")
record TopicProperties(
        @DefaultValue("false") boolean create,
        @Min(-1) @DefaultValue("-1") short replication,

        @NotNull @Within(least = "0s", most = "10m") @DefaultValue("15s")
        Duration patience) {}

package io.bisync.topic;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service comes by its topics.
 *
 * @param create whether missing topics are created; otherwise they are only checked
 * @param replication replicas of a created topic, -1 for the broker's default
 * @param patience time that the start waits for the brokers before it goes on and checks later
 */
@ConfigurationProperties("bi.topics")
record TopicSettings(
        @DefaultValue("false") boolean create,
        @DefaultValue("-1") short replication,
        @DefaultValue("15s") Duration patience) {}

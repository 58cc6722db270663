package io.bisync.proof.crash.member;

import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.kafka.LoadingConsumerConfig;
import io.bisync.loading.kafka.LoadingProperties;
import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Production's consumer settings, with a session short enough to die often. */
public final class Consumers {

    /** A dead dynamic member's partitions are with another one after this; a consumer group's is set at the broker. */
    public static final int SESSION_MILLIS = 1_500;

    public static final int HEARTBEAT_MILLIS = 500;

    private Consumers() {}

    static Map<String, Object> of(MemberSettings settings) {
        Map<String, Object> own = new HashMap<>();
        own.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        own.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        own.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, settings.pollMillis());
        if (settings.protocol() == GroupProtocol.CLASSIC) {
            own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
            own.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        }
        if (!settings.instance().isEmpty()) {
            own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
        }
        return LoadingConsumerConfig.settings(own, loading(settings.protocol()));
    }

    /** Sends a commit whose answer nobody sees. */
    static void commitUnawaited(Consumer<?, ?> consumer, Map<TopicPartition, Committed> commits) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        commits.forEach((partition, it) -> all.put(partition, new OffsetAndMetadata(it.offset(), it.metadata())));
        consumer.commitAsync(all, null);
    }

    private static LoadingProperties loading(GroupProtocol protocol) {
        return new Binder(new MapConfigurationPropertySource(Map.of("bi.loading.group-protocol", protocol.name())))
                .bindOrCreate("bi.loading", LoadingProperties.class);
    }
}

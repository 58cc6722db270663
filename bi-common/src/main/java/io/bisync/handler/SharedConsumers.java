package io.bisync.handler;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultShareConsumerFactory;
import org.springframework.kafka.event.ConsumerRetryAuthEvent.Reason;

/** Makes the consumers of one listener of a share group, when the broker knows what the group wants. */
final class SharedConsumers extends DefaultShareConsumerFactory<byte[], byte[]> {

    /** What only a consumer with partitions of its own has; the group has its own words for some of it. */
    private static final Set<String> NOT_SHARED = Set.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);

    private final Map<String, Object> settings;
    private final Map<String, Object> connection;
    private final ListenerControl control;
    private final Duration rest;
    private @Nullable Consumer<Reason> refused;

    /**
     * @param settings what the consumers are set to
     * @param connection how to reach the brokers
     * @param rest so long a consumer waits that was refused
     */
    SharedConsumers(
            Map<String, Object> settings, Map<String, Object> connection, ListenerControl control, Duration rest) {
        super(shared(settings));
        this.settings = settings;
        this.connection = connection;
        this.control = control;
        this.rest = rest;
    }

    /** Who is told of refusals: the container that the consumers are made for. */
    void tell(Consumer<Reason> container) {
        refused = container;
    }

    @Override
    protected ShareConsumer<byte[], byte[]> createRawConsumer(
            @Nullable String group, @Nullable String client, Map<String, Object> overrides) {
        var own = new HashMap<>(overrides);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records(Objects.requireNonNull(group, "It has no group")));
        return PatientConsumer.around(
                super.createRawConsumer(group, client, own), rest, Objects.requireNonNull(refused));
    }

    private int records(String group) {
        var most =
                settings.getOrDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
        return ShareGroup.agree(connection, group).records(control, Integer.parseInt(most.toString()));
    }

    private static Map<String, Object> shared(Map<String, Object> settings) {
        var shared = new HashMap<>(settings);
        shared.keySet().removeAll(NOT_SHARED);
        // Otherwise a member is given whole batches, whose locks run while it works on other records.
        shared.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return shared;
    }
}

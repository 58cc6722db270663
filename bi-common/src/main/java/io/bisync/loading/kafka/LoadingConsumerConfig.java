package io.bisync.loading.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a loading consumer is set to, and why. */
public final class LoadingConsumerConfig {

    /** Longer than two rounds with every bound used up; a member that is only slow must not lose its partitions. */
    static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(10);

    /** A dead member's partitions are with another one after this. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    /** The bound of every call on the consumer that asks a broker. */
    public static final Duration CALL = Duration.ofSeconds(10);

    /** Compressed bytes; a fetch serves many polls. */
    public static final int FETCH_BYTES = 1 << 20;

    /**
     * Far fewer than a range has, which is gathered from many polls: so many orders stay in a core's own cache until they are
     * rows, and are dead before they grow old in the heap.
     */
    private static final int POLL_RECORDS = 100;

    /** The contract: without any of these, records would be skipped, doubled or refused in poll, or fill the heap. */
    static final Map<String, Object> FIXED = Map.ofEntries(
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES),
            Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES),
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS),
            Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) CALL.toMillis()),
            Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) CALL.toMillis()));

    private LoadingConsumerConfig() {}

    /** The settings of a consumer that loads: the contract above all others, then the given ones, then what is missing. */
    public static Map<String, Object> settings(Map<String, Object> common, LoadingProperties settings) {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(FIXED);
        all.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) MAX_POLL_INTERVAL.toMillis());
        switch (settings.groupProtocol()) {
            case CLASSIC -> {
                all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
                all.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
                all.putIfAbsent(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            }
            case CONSUMER -> {
                all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
                all.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
                all.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
                all.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
            }
        }
        return all;
    }

    static Duration maxPollInterval(Map<String, Object> consumer) {
        return Duration.ofMillis(
                Long.parseLong(String.valueOf(consumer.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG))));
    }
}

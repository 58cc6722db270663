package io.bisync.listener.decision;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided of a listener, or of one of its topics. It counts for all pods of a service, and until the next
 * one.
 *
 * @param state what the listener, or the topic, is to do
 * @param settings what the listener is to be set to; null for a topic
 * @param reason why
 * @param by who decided it
 * @param at when
 */
public record ListenerDecision(State state, @Nullable Settings settings, String reason, String by, Instant at) {

    /** Where bi-basic publishes them, by {@link #key}: compacted, so that the last one of each key stays. */
    public static final String TOPIC = "bi.listener.decisions";

    /** The CloudEvents type. */
    public static final String TYPE = "io.bisync.listener.decided";

    /** What is decided. */
    public enum State {
        RUNNING,
        /** It takes no more records and stays in its group; what was taken is finished. */
        PAUSED,
        /** It leaves its group; not for a single topic. */
        STOPPED
    }

    /**
     * What a listener is set to; null leaves it what the service itself says.
     *
     * @param concurrency consumers in each process
     * @param workers records in lanes that are worked on at once
     * @param attempts so often a record is tried before it is set aside
     */
    public record Settings(
            @Nullable @Min(1) @Max(100) Integer concurrency,
            @Nullable @Min(1) @Max(10_000) Integer workers,
            @Nullable @Min(1) @Max(1_000) Integer attempts) {}

    /** The key of decisions of a listener, or of one of its topics. */
    public static String key(String service, String listener, @Nullable String topic) {
        return topic == null ? service + "/" + listener : service + "/" + listener + "/" + topic;
    }
}

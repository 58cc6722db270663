package io.bisync.loading.kafka;

import io.bisync.loading.LoadingRules;
import io.bisync.settings.Live;
import io.bisync.settings.Within;
import io.bisync.topic.TrafficClass;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How records are loaded. The lingers follow a change while the service runs, the rest counts from the next start.
 *
 * @param linger How long a partition rests from the beginning of a small round on, so that the next one is larger.
 * @param otherLinger How long a partition of documents and master data rests after a small round.
 * @param historyLinger How long a partition of history rests after a small round.
 * @param epoch Part of every label; raise it to load deliberately again what StarRocks has seen, with the group's offsets set back.
 * @param rejectionLimit So many records of an account in a row may go to the dead letter topic; with one more the account is held until somebody lifts that at bi-basic.
 * @param roundBytes So many bytes of rows of one listener thread are gathered before they are loaded, a quarter of it by the listener of documents and master data; the heap holds about twice as much.
 * @param roundLimit After this much of a round nothing more is sent or waited for.
 * @param firstRest Rest after the first failure of a partition; doubled with every further one.
 * @param longestRest No rest is longer than this.
 * @param delivery Guarantee of all listeners: exactly-once, or at-least-once: one commit a round less, and repeated loads after a crash.
 * @param deliveries Guarantee of single listeners, by the last part of their group's name, for example history.
 * @param groupProtocol Rebalance protocol: classic (fastest take-over) or consumer (rebalances are the broker's work).
 */
@Validated
@ConfigurationProperties("bi.loading")
public record LoadingProperties(
        @Live @Within(least = "100ms", most = "10m") @NotNull @DefaultValue("5s")
        Duration linger,

        @Live @Within(least = "100ms", most = "10m") @NotNull @DefaultValue("10s")
        Duration otherLinger,

        @Live @Within(least = "100ms", most = "1h") @NotNull @DefaultValue("30s")
        Duration historyLinger,

        @Min(0) @DefaultValue("0") int epoch,
        @Min(1) @DefaultValue("100") int rejectionLimit,

        @Within(least = "1MB", most = "1GB") @NotNull @DefaultValue("48MB")
        DataSize roundBytes,

        @Within(least = "100ms", most = "10m") @NotNull @DefaultValue("30s")
        Duration roundLimit,

        @Within(least = "10ms", most = "5m") @NotNull @DefaultValue("1s")
        Duration firstRest,

        @Within(least = "1s", most = "1h") @NotNull @DefaultValue("5m")
        Duration longestRest,

        @NotNull @DefaultValue("exactly-once") LoadingRules.Delivery delivery,
        @NotNull @DefaultValue Map<String, LoadingRules.Delivery> deliveries,
        @NotNull @DefaultValue("classic") GroupProtocol groupProtocol) {

    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    /** How members agree on partitions. */
    public enum GroupProtocol {
        CLASSIC,
        CONSUMER
    }

    /** A group is called {@code <service>.<listener>}. */
    static String listener(String group) {
        return group.substring(group.lastIndexOf('.') + 1);
    }

    LoadingRules rules(String group, Function<String, Duration> lingers) {
        var listener = listener(group);
        return new LoadingRules(
                epoch,
                ATTEMPTS,
                roundLimit,
                PATIENCE,
                ASK_EVERY,
                rejectionLimit,
                roundBytes(listener),
                deliveries.getOrDefault(listener, delivery),
                lingers);
    }

    /** Documents and master data are few. */
    long roundBytes(String listener) {
        return listener.equals(TrafficClass.OTHER.listener()) ? roundBytes.toBytes() / 4 : roundBytes.toBytes();
    }

    /** How long partitions of such topics rest after a small round. */
    public Duration linger(TrafficClass traffic) {
        return switch (traffic) {
            case ORDERS, STOCK -> linger;
            case OTHER -> otherLinger;
            case HISTORY -> historyLinger;
        };
    }
}

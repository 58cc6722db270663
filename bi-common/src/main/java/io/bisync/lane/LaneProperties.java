package io.bisync.lane;

import io.bisync.settings.Within;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Listeners of the container factory {@code lanes}: many keys of a partition at once, each in order.
 *
 * @param workers Records of one listener that are worked on at once.
 * @param bound A partition with so many records from its oldest unfinished one on is paused; one poll may pass it.
 * @param attempts So often a record is tried before it goes to the dead letter topic.
 * @param firstRetry How long a record waits after its first failure; doubled with each further one.
 * @param longestRetry No wait between two attempts is longer.
 * @param drain When a partition goes to another member, it waits so long for the records that are at work; the lifecycle's timeout has to be longer.
 * @param listeners The same for single listeners, by their id.
 */
@Validated
@ConfigurationProperties("bi.lanes")
record LaneProperties(
        @Min(1) @Max(10_000) @DefaultValue("16") int workers,
        @Min(1) @Max(1_000_000) @DefaultValue("1000") int bound,
        @Min(1) @DefaultValue("3") int attempts,

        @Within(least = "1ms", most = "1h") @NotNull @DefaultValue("1s")
        Duration firstRetry,

        @Within(least = "1ms", most = "1d") @NotNull @DefaultValue("1m")
        Duration longestRetry,

        @Within(least = "0s", most = "5m") @NotNull @DefaultValue("10s")
        Duration drain,

        @NotNull @DefaultValue Map<String, @Valid Listener> listeners) {

    /**
     * What one listener has of its own; the rest is that of all.
     *
     * @param workers Records of one listener that are worked on at once.
     * @param bound A partition with so many records from its oldest unfinished one on is paused.
     * @param attempts So often a record is tried before it goes to the dead letter topic.
     * @param firstRetry How long a record waits after its first failure.
     * @param longestRetry No wait between two attempts is longer.
     * @param drain When a partition goes to another member, it waits so long for the records that are at work.
     */
    record Listener(
            @Min(1) @Max(10_000) @Nullable Integer workers,
            @Min(1) @Max(1_000_000) @Nullable Integer bound,
            @Min(1) @Nullable Integer attempts,
            @Within(least = "1ms", most = "1h") @Nullable Duration firstRetry,
            @Within(least = "1ms", most = "1d") @Nullable Duration longestRetry,
            @Within(least = "0s", most = "5m") @Nullable Duration drain) {}

    private static final Listener NOTHING_OWN = new Listener(null, null, null, null, null, null);

    LaneSettings of(String listener) {
        var own = listeners.getOrDefault(listener, NOTHING_OWN);
        return new LaneSettings(
                Objects.requireNonNullElse(own.workers, workers),
                Objects.requireNonNullElse(own.bound, bound),
                Objects.requireNonNullElse(own.attempts, attempts),
                Objects.requireNonNullElse(own.firstRetry, firstRetry),
                Objects.requireNonNullElse(own.longestRetry, longestRetry),
                Objects.requireNonNullElse(own.drain, drain));
    }
}

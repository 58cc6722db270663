package io.bisync.handler;

import io.bisync.settings.Within;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.validation.annotation.Validated;

/**
 * Listeners of the container factories {@code handlers}, {@code lanes} and {@code shared}.
 *
 * @param attempts So often a record is tried before it goes to the dead letter topic.
 * @param firstRetry How long a record waits after its first failure; doubled with each further one, half of it more or less by chance.
 * @param longestRetry No wait between two attempts is longer; it has to be shorter than max.poll.interval.ms.
 * @param delivery How often a method of the container factory handlers sees a record: at-most-once, at-least-once or exactly-once.
 * @param longestWork So long a listener of the container factory shared works on one record at most; as many are polled as fit their lock.
 */
@Validated
@ConfigurationProperties("bi.handlers")
public record HandlerSettings(
        @Min(1) @Max(1_000) @DefaultValue("3") int attempts,

        @Within(least = "1ms", most = "1h") @NotNull @DefaultValue("1s")
        Duration firstRetry,

        @Within(least = "1ms", most = "1d") @NotNull @DefaultValue("1m")
        Duration longestRetry,

        @NotNull @DefaultValue("at-least-once") Delivery delivery,

        @Within(least = "1ms", most = "1h") @NotNull @DefaultValue("5s")
        Duration longestWork) {

    /** The waits between so many attempts at one record; by chance, so that those who failed together come back apart. */
    BackOff waits(int attempts) {
        var waits = new ExponentialBackOff(firstRetry.toMillis(), 2);
        waits.setMaxInterval(longestRetry.toMillis());
        waits.setMaxAttempts(attempts - 1L);
        waits.setJitter(firstRetry.toMillis() / 2);
        return waits;
    }
}

package io.bisync.cron.history;

import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How history is cut and how patiently it is loaded.
 *
 * @param window Length of one window, at most seven days for Jushuitan; a restart repeats at most one.
 * @param attempts How often one window is tried before the run fails.
 * @param firstPause Pause before the second attempt; it doubles with each further one.
 * @param longestPause Longest pause between two attempts.
 */
@Validated
@ConfigurationProperties("bi.history")
record HistoryProperties(
        @NotNull @Within(least = "1m", most = "7d") @DefaultValue("1d")
        Duration window,

        @DefaultValue("10") @Positive int attempts,

        @NotNull @Within(least = "10ms", most = "1h") @DefaultValue("1s")
        Duration firstPause,

        @NotNull @Within(least = "10ms", most = "1h") @DefaultValue("60s")
        Duration longestPause) {}

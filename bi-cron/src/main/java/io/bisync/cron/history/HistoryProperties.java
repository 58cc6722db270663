package io.bisync.cron.history;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How history is cut and how patiently it is loaded.
 *
 * @param window length of one window, at most seven days for Jushuitan; a restart repeats at most one
 * @param attempts how often one window is tried before the run fails
 * @param firstPause pause before the second attempt; it doubles with each further one
 * @param longestPause longest pause between two attempts
 */
@Validated
@ConfigurationProperties("bi.history")
record HistoryProperties(
        @DefaultValue("1d") Duration window,
        @DefaultValue("10") @Positive int attempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("60s") Duration longestPause) {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    HistoryProperties {
        if (!window.isPositive() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("bi.history.window must be longer than zero and at most %s, but is %s"
                    .formatted(LONGEST_WINDOW, window));
        }
    }
}

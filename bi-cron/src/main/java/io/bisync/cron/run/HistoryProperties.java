package io.bisync.cron.run;

import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How bi-cron watches a run.
 *
 * @param interval Time between two looks at a run.
 * @param patience How long bi-basic may be away while a run is watched; a run that pauses for a shorter time is waited for.
 */
@Validated
@ConfigurationProperties("bi.history")
record HistoryProperties(
        @NotNull @Within(least = "1s", most = "1m") @DefaultValue("2s")
        Duration interval,

        @NotNull @Within(least = "1s", most = "1d") @DefaultValue("10m")
        Duration patience) {}

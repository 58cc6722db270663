package io.bisync.run.work;

import io.bisync.settings.Within;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service works off slices of runs.
 *
 * @param interval How often slices are asked for, and told how far they are.
 * @param slicesAtOnce So many slices one process works on at once.
 * @param lease For how long one process holds its slices without a sign of life; then the others take them over.
 * @param drain How long a page that is under way may take when the service stops.
 */
@Validated
@ConfigurationProperties("bi.runs")
record RunProperties(
        @NotNull @Within(least = "100ms", most = "1m") @DefaultValue("2s")
        Duration interval,

        @Min(1) @Max(100) @DefaultValue("4") int slicesAtOnce,

        @NotNull @Within(least = "5s", most = "10m") @DefaultValue("20s")
        Duration lease,

        @NotNull @Within(least = "1s", most = "2m") @DefaultValue("10s")
        Duration drain) {}

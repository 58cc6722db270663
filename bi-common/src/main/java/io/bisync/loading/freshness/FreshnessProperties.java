package io.bisync.loading.freshness;

import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The tables {@code bi_account} and {@code bi_freshness}.
 *
 * @param enabled Whether this service writes the tables bi_account and bi_freshness for the sources that it loads.
 * @param interval How often they are written; each time at most one load for each of the two.
 */
@Validated
@ConfigurationProperties("bi.freshness")
public record FreshnessProperties(
        @DefaultValue("true") boolean enabled,

        @NotNull @Within(least = "5s", most = "1h") @DefaultValue("1m")
        Duration interval) {}

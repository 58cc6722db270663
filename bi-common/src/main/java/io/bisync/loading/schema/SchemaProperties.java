package io.bisync.loading.schema;

import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How live tables are looked at.
 *
 * @param frozenRowsInterval How often the rows are counted that no change can replace; each time StarRocks reads two columns of every table.
 */
@Validated
@ConfigurationProperties("bi.schema")
record SchemaProperties(
        @NotNull @Within(least = "1m", most = "7d") @DefaultValue("1h")
        Duration frozenRowsInterval) {}

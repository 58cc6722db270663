package io.bisync.server;

import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a client may take, however steadily its bytes trickle.
 *
 * @param headTime From the opening of a connection, or the first byte of its next request, to the end of the request's head.
 * @param bodyTime From the end of a request's head to the end of its body.
 */
@Validated
@ConfigurationProperties("bi.server")
record ServerProperties(
        @NotNull @Within(least = "1s", most = "5m") @DefaultValue("10s")
        Duration headTime,

        @NotNull @Within(least = "1s", most = "1h") @DefaultValue("60s")
        Duration bodyTime) {}

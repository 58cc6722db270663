package io.bisync.jushuitan.call;

import io.bisync.jushuitan.openapi.OpenApiAddress;
import io.bisync.settings.HttpAddress;
import io.bisync.settings.Within;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where Jushuitan is and how patient its callers are.
 *
 * @param url The address of the open API, for example https://openapi.jushuitan.com; there is no default.
 * @param authPath Where the token calls are: /openWeb/auth in production, /openWebIsv/auth in the sandbox.
 * @param authorisationPage Where merchants let a service provider's app in.
 * @param connectTimeout How long a connection may take to open.
 * @param readTimeout How long one answer may take, from the request to its last byte.
 * @param maxAnswer The largest answer that is read; a larger one counts as failure.
 * @param pauseAfterSecondLimit How long an account pauses after code 199 (too many calls in a second).
 * @param pauseAfterMinuteLimit How long an account pauses after code 200 (too many calls in a minute).
 */
@Validated
@ConfigurationProperties("bi.openapi")
record OpenApiProperties(
        @NotNull(message = "must be set, to https://openapi.jushuitan.com or to the simulator of the local stack") @HttpAddress(example = "https://openapi.jushuitan.com")
        URI url,

        @NotBlank @DefaultValue("/openWeb/auth") String authPath,

        @NotNull @HttpAddress(example = "https://openweb.jushuitan.com/auth")
        @DefaultValue("https://openweb.jushuitan.com/auth")
        URI authorisationPage,

        @NotNull @Within(least = "100ms", most = "1m") @DefaultValue("5s")
        Duration connectTimeout,

        @NotNull @Within(least = "1s", most = "5m") @DefaultValue("30s")
        Duration readTimeout,

        @NotNull @Within(least = "64KB", most = "512MB") @DefaultValue("64MB")
        DataSize maxAnswer,

        @NotNull @Within(least = "10ms", most = "1m") @DefaultValue("1s")
        Duration pauseAfterSecondLimit,

        @NotNull @Within(least = "10ms", most = "10m") @DefaultValue("60s")
        Duration pauseAfterMinuteLimit) {

    OpenApiAddress address() {
        return new OpenApiAddress(url, authPath, connectTimeout, readTimeout, Math.toIntExact(maxAnswer.toBytes()));
    }
}

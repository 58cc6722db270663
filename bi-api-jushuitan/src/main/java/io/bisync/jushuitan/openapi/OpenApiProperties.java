package io.bisync.jushuitan.openapi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where Jushuitan is and how patient its callers are.
 *
 * @param url the address of the open API, for example {@code https://openapi.jushuitan.com}; there is no default
 * @param authPath where the token calls are: {@code /openWeb/auth} in production, {@code /openWebIsv/auth} in the sandbox
 * @param connectTimeout how long a connection may take to open
 * @param readTimeout how long one answer may take, from the request to its last byte
 * @param maxAnswer the largest answer that is read; a larger one counts as trouble
 * @param pauseAfterSecondLimit how long an account pauses after code 199 (too many calls in a second)
 * @param pauseAfterMinuteLimit how long an account pauses after code 200 (too many calls in a minute)
 */
@ConfigurationProperties("bi.openapi")
record OpenApiProperties(
        @Nullable URI url,
        @DefaultValue("/openWeb/auth") String authPath,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("64MB") DataSize maxAnswer,
        @DefaultValue("1s") Duration pauseAfterSecondLimit,
        @DefaultValue("60s") Duration pauseAfterMinuteLimit) {}

package io.bisync.leke.bridge;

import io.bisync.settings.Within;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the bridge takes.
 *
 * @param topics The topics that are open; without any, all topics of changes that the service loads.
 * @param inFlight So many requests are on their way to Kafka at once; an event of a stream counts as one.
 * @param inFlightPerToken So many of one token.
 * @param largestEvent No value is larger; Leke's topics take 1 MB with headers.
 * @param largestBody No body of HTTP is larger, a batch of events included.
 * @param mostEvents So many events are taken in one batch.
 * @param remembered For so long at least a published id is known, and at most a quarter longer.
 * @param ids So many ids of that time are known; of more the oldest are forgotten first.
 */
@Validated
@ConfigurationProperties("bi.bridge")
record BridgeProperties(
        @NotNull @DefaultValue List<String> topics,
        @Min(1) @Max(10_000) @DefaultValue("64") int inFlight,
        @Min(1) @Max(10_000) @DefaultValue("16") int inFlightPerToken,

        @Within(least = "1KB", most = "15MB") @NotNull @DefaultValue("960KB")
        DataSize largestEvent,

        @Within(least = "1KB", most = "64MB") @NotNull @DefaultValue("2MB")
        DataSize largestBody,

        @Min(1) @Max(10_000) @DefaultValue("500") int mostEvents,

        @Within(least = "1s", most = "30d") @NotNull @DefaultValue("1h")
        Duration remembered,

        @Min(1) @Max(50_000_000) @DefaultValue("200000") int ids) {}

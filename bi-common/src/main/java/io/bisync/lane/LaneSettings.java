package io.bisync.lane;

import io.bisync.settings.Within;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Listeners of the container factory {@code lanes}: many keys of a partition at once, each in order.
 *
 * @param workers Records of one listener that are worked on at once.
 * @param bound A partition with so many records from its oldest unfinished one on is paused; one poll may pass it.
 * @param drain When a partition goes to another member, it waits so long for the records that are at work; the lifecycle's timeout has to be longer.
 */
@Validated
@ConfigurationProperties("bi.lanes")
record LaneSettings(
        @Min(1) @Max(10_000) @DefaultValue("16") int workers,
        @Min(1) @Max(1_000_000) @DefaultValue("1000") int bound,

        @Within(least = "0s", most = "5m") @NotNull @DefaultValue("10s")
        Duration drain) {}

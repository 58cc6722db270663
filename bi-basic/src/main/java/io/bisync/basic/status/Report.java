package io.bisync.basic.status;

import io.bisync.account.StatusReport.Place;
import io.bisync.basic.account.Source;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one process says it has done so far: absolute counters, so that a repeated report changes nothing. */
record Report(
        @NotNull Source source,
        @NotBlank @Size(max = 200) String instance,
        @NotNull Instant at,
        @NotNull List<@Valid Loaded> loaded,
        @NotNull List<@Valid Lag> lags,
        @NotNull List<@Valid History> histories,
        @NotNull List<@Valid Trouble> troubles,
        @NotNull List<@Valid Read> reads) {

    record Loaded(
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long rows,
            @PositiveOrZero long deadLetters,
            @Nullable Instant lastLoaded,
            @Nullable Instant newestChange) {}

    record Lag(
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long records,
            @Nullable Instant drainedAt,
            @Positive int held,
            @Positive int partitions) {}

    record History(
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long records) {}

    record Trouble(
            @NotBlank @Size(max = 64) String entity,
            @NotNull @Valid Obstacle obstacle) {}

    record Read(
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 64) String entity,
            @Nullable Instant readUntil,
            @Nullable @Valid Obstacle obstacle) {}

    record Obstacle(
            @NotNull Place at,
            @NotBlank @Size(max = 64) String code,
            @NotNull Instant since) {}
}

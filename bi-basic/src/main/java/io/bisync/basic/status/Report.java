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

/**
 * What one process says it has done so far: absolute counters, so that a repeated report changes nothing.
 *
 * @param instance which process: another one at each start
 * @param at by the process's own clock
 * @param lags of live topics
 * @param histories of topics that are loaded again
 * @param troubles what keeps an entity from being loaded
 * @param reads how far pulls have come
 */
record Report(
        @NotNull Source source,
        @NotBlank @Size(max = 200) String instance,
        @NotNull Instant at,
        @NotNull List<@Valid Loaded> loaded,
        @NotNull List<@Valid Lag> lags,
        @NotNull List<@Valid History> histories,
        @NotNull List<@Valid Trouble> troubles,
        @NotNull List<@Valid Read> reads) {

    /**
     * What the process has loaded of an entity of an account since its start.
     *
     * @param rows rows of all tables of the entity, repeats included
     * @param deadLetters records that were rejected
     * @param lastLoaded when rows of it were last committed in StarRocks
     * @param newestChange the newest event time among the loaded records
     */
    record Loaded(
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long rows,
            @PositiveOrZero long deadLetters,
            @Nullable Instant lastLoaded,
            @Nullable Instant newestChange) {}

    /**
     * How far behind the process is with an entity's live topic.
     *
     * @param records the broker's ends minus the committed offsets, of the partitions of the process
     * @param drainedAt everything that stood on these partitions then is loaded; null while that is not known
     * @param held how many partitions of the topic the process holds
     * @param partitions how many the topic has
     */
    record Lag(
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long records,
            @Nullable Instant drainedAt,
            @Positive int held,
            @Positive int partitions) {}

    /**
     * How far behind the process is with what is loaded again.
     *
     * @param records the broker's ends minus the committed offsets, of the partitions of the process
     */
    record History(
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long records) {}

    /** What keeps an entity from being loaded. */
    record Trouble(
            @NotBlank @Size(max = 64) String entity,
            @NotNull @Valid Obstacle obstacle) {}

    /**
     * How far the pull of an entity of an account has come.
     *
     * @param readUntil every change that the ERP made before it is on the topic; null before that
     * @param obstacle what the pull fails with; null where it does not
     */
    record Read(
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 64) String entity,
            @Nullable Instant readUntil,
            @Nullable @Valid Obstacle obstacle) {}

    /**
     * What stands in the way.
     *
     * @param at where the way from the ERP to StarRocks is blocked
     * @param code a code of docs/errors.md
     * @param since when the process saw it first
     */
    record Obstacle(
            @NotNull Place at,
            @NotBlank @Size(max = 64) String code,
            @NotNull Instant since) {}
}

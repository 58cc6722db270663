package io.bisync.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process has done so far. Counters are absolute since the process started, so a report can be repeated, lost or
 * doubled without harm; a newer report replaces the older one.
 *
 * @param source an ERP of bi.account.sources
 * @param instance names this start of this process: counters begin at zero with a new name
 * @param at when the lags below were measured, or before: everything pulled until then had been acknowledged
 * @param loaded what was loaded, per account and entity; only what changed since bi-basic last took a report
 * @param lags how far loading is behind, for every entity of whose live topic this process holds partitions, zero included
 * @param histories the same for history topics: they never count for freshness
 * @param troubles what keeps this process from loading
 * @param reads how far the pulls of this process have come
 */
public record StatusReport(
        @NotNull @Pattern(regexp = Account.SOURCE) String source,

        @NotBlank @Size(max = 200) String instance,
        @NotNull Instant at,
        @NotNull List<@Valid Loaded> loaded,
        @NotNull List<@Valid Lag> lags,
        @NotNull List<@Valid History> histories,
        @NotNull List<@Valid Trouble> troubles,
        @NotNull List<@Valid Read> reads) {

    public StatusReport {
        loaded = List.copyOf(loaded);
        lags = List.copyOf(lags);
        histories = List.copyOf(histories);
        troubles = List.copyOf(troubles);
        reads = List.copyOf(reads);
    }

    /**
     * Counters of one account and entity.
     *
     * @param rows rows of all tables of the entity
     * @param deadLetters records that were rejected
     * @param lastLoaded when rows of it were last committed in StarRocks
     * @param newestChange the newest event time among the loaded records
     */
    public record Loaded(
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long rows,
            @PositiveOrZero long deadLetters,
            @Nullable Instant lastLoaded,
            @Nullable Instant newestChange) {}

    /**
     * How far loading is behind on the entity's live topic, in the partitions of this process.
     *
     * @param records the broker's ends minus the committed offsets
     * @param drainedAt everything that stood on these partitions at this instant is loaded; null while that is not known
     * @param held how many of the topic's partitions this process holds
     * @param partitions how many the topic has
     */
    public record Lag(
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long records,
            @Nullable Instant drainedAt,
            @Positive int held,
            @Positive int partitions) {}

    /**
     * How far loading is behind on the entity's history topic, in the partitions of this process.
     *
     * @param records the broker's ends minus the committed offsets
     */
    public record History(
            @NotBlank @Size(max = 64) String entity,
            @PositiveOrZero long records) {}

    /** What keeps an entity from being loaded. */
    public record Trouble(
            @NotBlank @Size(max = 64) String entity,
            @NotNull @Valid Obstacle obstacle) {}

    /**
     * How one pull stands.
     *
     * @param readUntil every change that the ERP made before the instant is on the topic, acknowledged; null before that
     * @param rescanDue since when what changed lately is to be read again; null while it is not
     * @param obstacle what keeps it from reading, or null
     */
    public record Read(
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 64) String entity,
            @Nullable Instant readUntil,
            @Nullable Instant rescanDue,
            @Nullable @Valid Obstacle obstacle) {}

    /**
     * What stands in the way.
     *
     * @param at where the way from the ERP to StarRocks is blocked
     * @param code a code of docs/errors.md
     * @param since when this process saw it first
     */
    public record Obstacle(
            @NotNull Place at,
            @NotBlank @Size(max = 64) String code,
            @NotNull Instant since) {}

    /** Where the way from the ERP to StarRocks is blocked. */
    public enum Place {
        /** The merchant has to authorise the app. */
        AUTHORISATION,
        /** The ERP refuses the calls: they will not succeed before somebody changes something. */
        REFUSED,
        /** The ERP does not answer, or not as it should. */
        ERP,
        PULL,
        KAFKA,
        LOADING,
        STARROCKS
    }
}

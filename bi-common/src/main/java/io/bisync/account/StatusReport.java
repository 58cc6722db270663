package io.bisync.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process has done so far. Counters are absolute since the process started, so a report can be repeated, lost or
 * doubled without harm; a newer report replaces the older one.
 *
 * @param source {@code jushuitan} or {@code leke}
 * @param instance names this start of this process: counters begin at zero with a new name
 * @param at when the lags below were measured, or before: everything pulled until then had been acknowledged
 * @param loaded what was loaded, per account and entity that were seen
 * @param lags how far loading is behind, for every entity whose live topic this process reads, zero included
 * @param reads how far the pulls have come
 */
public record StatusReport(
        String source, String instance, Instant at, List<Loaded> loaded, List<Lag> lags, List<Read> reads) {

    public StatusReport {
        loaded = List.copyOf(loaded);
        lags = List.copyOf(lags);
        reads = List.copyOf(reads);
    }

    /**
     * Counters of one account and entity.
     *
     * @param rows rows of all tables of the entity
     * @param deadLetters records that were set aside
     * @param lastLoaded when rows of it were last committed in StarRocks
     * @param newestChange the newest event time among the loaded records
     */
    public record Loaded(
            String account,
            String entity,
            long rows,
            long deadLetters,
            @Nullable Instant lastLoaded,
            @Nullable Instant newestChange) {}

    /**
     * How far loading is behind on the entity's live topic, in the partitions of this process.
     *
     * @param records how many records are not loaded yet
     * @param drainedAt everything that stood on the topic at this instant is loaded; null while that is not known
     */
    public record Lag(String entity, long records, @Nullable Instant drainedAt) {}

    /** Every change that the ERP made before the instant is on the topic, acknowledged. */
    public record Read(String account, String entity, Instant readUntil) {}
}

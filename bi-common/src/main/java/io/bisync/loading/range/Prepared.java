package io.bisync.loading.range;

/**
 * A range that can be sent: its records are normalised, and its intent is committed, unless none is promised.
 *
 * @param range what it is
 * @param rows its rows
 */
public record Prepared(Range range, RangeRows rows) {}

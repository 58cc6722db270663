package io.bisync.loading;

/**
 * From which record on the records of an account are parked in a range.
 *
 * @param from the first parked record's offset
 * @param begun whether the hold began with that record, as one more would have been rejected than may be
 */
public record Held(long from, boolean begun) {}

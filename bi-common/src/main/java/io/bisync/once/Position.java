package io.bisync.once;

/**
 * Where an event was read.
 *
 * @param source whatever is read in order, for example {@code orders-17}
 * @param offset of the event there
 */
public record Position(String source, long offset) {}

package io.bisync.local.starrocks.transaction;

/** What one load did to its table. */
public record Applied(long rows, long inserted, long overwritten, long refused, long repeated) {}

package io.bisync.local.starrocks.load;

/** What one load did to its table. */
record Applied(long rows, long inserted, long overwritten, long refused, long repeated) {}

package io.bisync.loading;

import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import org.jspecify.annotations.Nullable;

/**
 * Holds loads of a table back that StarRocks would take and shorten: it drops the values of columns that the live table
 * lacks, and says nothing.
 */
@FunctionalInterface
public interface LoadPrecondition {

    /** What a load would be answered now, or null when it may be sent; asked before every load, so it returns at once. */
    @Nullable LoadOutcome objection(LoadRequest request);
}

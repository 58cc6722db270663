package io.bisync.starrocks;

import java.time.Duration;

/**
 * Where the time of a load went, as StarRocks measured it.
 *
 * @param total from the request's arrival to the answer
 * @param begin opening the transaction
 * @param plan planning
 * @param read reading the body
 * @param write writing the rows
 * @param commit committing and publishing
 */
public record LoadTimings(
        Duration total, Duration begin, Duration plan, Duration read, Duration write, Duration commit) {

    /** For a load that was done by an earlier request. */
    public static final LoadTimings NONE =
            new LoadTimings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}

package io.bisync.jushuitan.pull;

import java.time.Instant;

/** How far the versions of a source can have come. */
@FunctionalInterface
interface Ceiling {

    /** The largest version that any row can have at that time. */
    long highest(Instant at);
}

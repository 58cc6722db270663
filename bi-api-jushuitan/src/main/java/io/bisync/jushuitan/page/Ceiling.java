package io.bisync.jushuitan.page;

import java.time.Instant;

/** How far the versions of a source can have come. */
@FunctionalInterface
public interface Ceiling {

    /** The largest version that any row can have at that time. */
    long highest(Instant at);
}

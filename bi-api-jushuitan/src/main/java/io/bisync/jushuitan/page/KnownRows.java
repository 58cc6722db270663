package io.bisync.jushuitan.page;

import java.time.Instant;

/**
 * Port to what is known to be on the topics, by 64 bits of each row's hash. Whoever forgets one has it published once more,
 * which changes nothing; so nothing has to be kept for good.
 */
public interface KnownRows {

    boolean contains(long row);

    void add(long row);

    /** Since when nothing that was added is forgotten. */
    Instant wholeSince();
}

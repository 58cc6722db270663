package io.bisync.run.work;

import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What is done with slices of some kinds. A service declares a bean for each kind that bi-common does not do already: those
 * that ask the ERP. Slices are worked off at once, each by a thread of its own.
 */
public interface SliceWork {

    /** What it does; nobody else in the process does the same. */
    Set<SliceKind> kinds();

    /** How long the windows of an entity may be, of each kind that it can do with it. */
    default Map<SliceKind, Duration> windows(String entity) {
        return Map.of();
    }

    /**
     * Does all of a slice from where it stands, page by page, and returns when the sink has the last one.
     *
     * @param from what Kafka has of it; its cursor is one that this work gave to the sink, or null
     * @throws SliceStoppedException when it cannot go on, for a reason that has a code
     * @throws InterruptedException when the thread was to end at once
     */
    void work(Slice slice, SliceProgress from, PageSink sink) throws SliceStoppedException, InterruptedException;
}

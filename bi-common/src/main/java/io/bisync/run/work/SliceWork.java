package io.bisync.run.work;

import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceProgress;
import java.util.List;

/**
 * What a service does with a slice; it declares one such bean, and the topic of progress ({@link SliceTopic#declaration})
 * beside it. Slices are worked off at once, each by a thread of its own.
 */
public interface SliceWork {

    /** Whose slices they are, for example jushuitan. */
    String source();

    /** What can be loaded again. */
    List<LoadableEntity> offered();

    /**
     * Publishes all of a slice from where it stands, page by page, and returns when the sink has the last one.
     *
     * @param from what Kafka has of it; its cursor is one that this work gave to the sink, or null
     * @throws SliceStoppedException when it cannot go on, for a reason that has a code
     * @throws InterruptedException when the thread was to end at once
     */
    void work(Slice slice, SliceProgress from, PageSink sink) throws SliceStoppedException, InterruptedException;
}

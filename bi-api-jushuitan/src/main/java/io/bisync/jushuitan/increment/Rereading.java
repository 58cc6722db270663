package io.bisync.jushuitan.increment;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.PageRejectedException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entity's increment says of reading it again. For one thread at a time. */
public interface Rereading {

    /** Until when it is read again: what changed later the live pull will lead to. Null before that has begun. */
    @Nullable Instant end(Instant now) throws PageRejectedException;

    /** Before a page is asked for. */
    void asks() throws PageRejectedException;

    /**
     * Publishes what of the page is missing on the topic.
     *
     * @return those rows; null where the page has to be asked for again
     */
    @Nullable List<EntitySlice> publishMissing(Page page) throws PageRejectedException;

    /** From now on under that lease: nothing is known that was published under another one. */
    void under(long fence);
}

package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.EntitySlice;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one entity of an account that two threads read and publish. Of two contents of one version the one that is
 * published later wins, so it has to be the one that was read later.
 */
public final class PageOrder {

    private long published;

    /** To be taken before a page is asked for. */
    public synchronized long asks() {
        return published;
    }

    /**
     * Publishes a page, unless the other thread published since it was asked for: which of the two was read later is not
     * known then.
     *
     * @param publishing returns the rows that it published
     * @return those rows; null where the page has to be asked for again
     */
    public synchronized @Nullable List<EntitySlice> publish(long asked, Supplier<List<EntitySlice>> publishing) {
        if (published != asked) {
            return null;
        }
        List<EntitySlice> rows = publishing.get();
        published += rows.isEmpty() ? 0 : 1;
        return rows;
    }
}

package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices rows to which no version leads: one that was committed late, or all of a source whose versions began anew.
 * It remembers what was published and compares a window of the last minutes with it.
 */
final class Recheck {

    private final Duration interval;
    private final RecentlyPublished recentlyPublished;
    private Instant looked;
    private Instant youngestRead;
    private @Nullable Instant youngestFound;
    private int found;
    private long smallest = Long.MAX_VALUE;

    Recheck(Duration interval, Instant now) {
        this.interval = interval;
        this.recentlyPublished = new RecentlyPublished(now);
        this.looked = now;
        this.youngestRead = now;
    }

    boolean isDue(Instant now) {
        return !now.isBefore(looked.plus(interval));
    }

    /** From when on a window is worth reading: what was published before is not known here. */
    Instant from(Instant now) {
        Instant begin = now.minus(RecentlyPublished.SPAN);
        return begin.isAfter(recentlyPublished.wholeSince()) ? begin : recentlyPublished.wholeSince();
    }

    /** Takes what the cursor led to, once it is published. */
    void read(Page page, Instant now) {
        for (EntitySlice row : page.entities()) {
            remember(row, now);
            Instant modified = ShanghaiTime.read(row.modified());
            if (modified != null && modified.isAfter(youngestRead) && !modified.isAfter(now)) {
                youngestRead = modified;
            }
        }
    }

    /** The rows of a window that the cursor has passed and that were never published. */
    List<EntitySlice> missed(Page window, Belief belief) {
        List<EntitySlice> missed = new ArrayList<>();
        for (EntitySlice row : window.entities()) {
            String id = row.id();
            Long ts = row.ts();
            if (id != null && ts != null && ts >= 0 && ts < belief.next() && !recentlyPublished.has(id, ts)) {
                missed.add(row);
            }
        }
        return missed;
    }

    /** Takes missed rows, once they are published. */
    void found(List<EntitySlice> missed, Instant now) {
        for (EntitySlice row : missed) {
            remember(row, now);
            Instant modified = ShanghaiTime.read(row.modified());
            Long ts = row.ts();
            if (modified != null && ts != null && modified.isAfter(youngestRead)) {
                youngestFound = youngestFound == null || modified.isAfter(youngestFound) ? modified : youngestFound;
                smallest = Math.min(smallest, ts);
                found++;
            }
        }
    }

    void looked(Instant now) {
        looked = now;
    }

    /** What is wrong while rows are known that are younger than everything the cursor led to; null where nothing is. */
    @Nullable PageRejectedException younger(long cursor) {
        Instant younger = youngestFound;
        if (younger != null && younger.isAfter(youngestRead)) {
            return PageRejectedException.begunAnew(cursor, found, smallest);
        }
        youngestFound = null;
        found = 0;
        smallest = Long.MAX_VALUE;
        return null;
    }

    private void remember(EntitySlice row, Instant now) {
        String id = row.id();
        Long ts = row.ts();
        if (id != null && ts != null) {
            recentlyPublished.add(id, ts, now);
        }
    }
}

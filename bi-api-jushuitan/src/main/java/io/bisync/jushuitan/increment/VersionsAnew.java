package io.bisync.jushuitan.increment;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a source whose versions began anew below the cursor from single rows that were committed late: what a re-scan finds
 * there is younger than everything to which the cursor led.
 */
public final class VersionsAnew {

    /** A row may change while it is asked for, and clocks differ; one that is younger than that is not believed. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private Instant youngestRead;
    private @Nullable Instant youngestFound;
    private int found;
    private long smallest = Long.MAX_VALUE;

    public VersionsAnew(Instant now) {
        this.youngestRead = now;
    }

    /**
     * Takes what the cursor led to, once it is published.
     *
     * @param asked when it was asked for
     */
    synchronized void read(List<EntitySlice> rows, Instant asked) {
        Instant latest = asked.plus(AHEAD);
        for (EntitySlice row : rows) {
            Instant modified = ShanghaiTime.read(row.modified());
            if (modified != null && modified.isAfter(youngestRead) && !modified.isAfter(latest)) {
                youngestRead = modified;
            }
        }
    }

    /** Takes rows that were found below the cursor, once they are published. */
    synchronized void found(List<EntitySlice> rows) {
        for (EntitySlice row : rows) {
            Instant modified = ShanghaiTime.read(row.modified());
            Long ts = row.ts();
            if (modified != null && ts != null && modified.isAfter(youngestRead)) {
                youngestFound = youngestFound == null || modified.isAfter(youngestFound) ? modified : youngestFound;
                smallest = Math.min(smallest, ts);
                found++;
            }
        }
    }

    /** What is wrong while rows are known that are younger than everything the cursor led to; null where nothing is. */
    synchronized @Nullable PageRejectedException younger(long cursor) {
        Instant younger = youngestFound;
        if (younger != null && younger.isAfter(youngestRead)) {
            return PageRejectedException.begunAnew(cursor, found, smallest);
        }
        forgetFound();
        return null;
    }

    /** The cursor goes on from elsewhere. */
    synchronized void forget(Instant now) {
        youngestRead = now;
        forgetFound();
    }

    private void forgetFound() {
        youngestFound = null;
        found = 0;
        smallest = Long.MAX_VALUE;
    }
}

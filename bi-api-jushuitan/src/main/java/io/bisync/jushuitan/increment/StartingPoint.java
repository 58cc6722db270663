package io.bisync.jushuitan.increment;

import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Versions;
import io.bisync.jushuitan.page.WindowWalk;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds where the live cursor of an account begins: the smallest row version modified since yesterday 00:00 in Shanghai.
 * History ends at today 00:00 at the earliest, so the two overlap and nothing falls between them. Where nothing was
 * modified lately the search goes back four more weeks, one by one, and then begins at 0.
 */
final class StartingPoint {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration STEP = Duration.ofDays(7);
    private static final int MOST_STEPS = 4;

    private Instant from;
    private Instant to;
    private WindowWalk walk = WindowWalk.open();
    private int steps;
    private long smallest = Long.MAX_VALUE;
    private boolean found;

    StartingPoint(Instant now) {
        this.to = now;
        this.from = ShanghaiTime.startOfDay(now).minus(DAY);
    }

    boolean isFound() {
        return found;
    }

    PageQuery query() {
        return new PageQuery.Modified(from, to, walk.page());
    }

    /** Takes the answer to the query. */
    void read(Page answer) throws PageRejectedException {
        smallest = Math.min(smallest, Versions.of(answer).smallest().orElse(Long.MAX_VALUE));
        walk.read(answer);
        if (!walk.isDone()) {
            return;
        }
        if (smallest != Long.MAX_VALUE || steps == MOST_STEPS) {
            found = true;
            return;
        }
        steps++;
        to = from;
        from = from.minus(STEP);
        walk = WindowWalk.closed();
    }

    /** The first row version to ask for. */
    long version() {
        return smallest == Long.MAX_VALUE ? 0 : smallest;
    }
}

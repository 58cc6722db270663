package io.bisync.jushuitan.page;

import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.table.Entity;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which row versions can be believed. A version counts the writes of a database, so between the last time that everything
 * was read and now it rises by a rate; what lies far beyond that would carry the cursor over changes that are still to come.
 *
 * @param next the row version to ask from
 * @param since when everything below it had been read
 * @param perSecond how fast versions rose lately; 0 where that is not known, then each row's own {@code modified} counts
 * @param now the time of the answer
 */
public record Belief(long next, Instant since, long perSecond, Instant now) implements Ceiling {

    /** The largest version that a cursor can pass: bi-basic keeps eighteen digits of it. */
    static final long LARGEST = Entity.LARGEST_VERSION - 1;

    /** More writes a second than any database makes. */
    static final long MOST_PER_SECOND = 1_000_000;

    /** A sale, an import or another tenant may be so many times as busy as what was seen. */
    private static final long MARGIN = 1_000;

    private static final long LEAST_PER_SECOND = 10_000;
    private static final Duration SLACK = Duration.ofHours(1);

    /** How far a pull that was never through may have to go: the beginning looks back five weeks. */
    private static final Duration NEVER_THROUGH = Duration.ofDays(40);

    public static Belief of(long next, @Nullable Instant caughtUpAt, long perSecond, Instant now) {
        return new Belief(next, caughtUpAt == null ? now.minus(NEVER_THROUGH) : caughtUpAt, perSecond, now);
    }

    /** Whether the version of a row can be believed; a row without one says nothing that could be wrong. */
    public boolean holds(EntitySlice row) {
        Long ts = row.ts();
        return ts == null || (ts >= 0 && ts <= highest(row));
    }

    /** Whether two versions can belong to one database at about one time. */
    boolean areNear(long smaller, long larger) {
        return larger - smaller <= highest() - next;
    }

    /** The largest version that any row can have. */
    long highest() {
        return highest(now);
    }

    private long highest(EntitySlice row) {
        Instant modified = perSecond == 0 ? ShanghaiTime.read(row.modified()) : null;
        return highest(modified == null || modified.isAfter(now) ? now : modified);
    }

    @Override
    public long highest(Instant until) {
        long rate = perSecond == 0
                ? MOST_PER_SECOND
                : Math.clamp(Math.min(perSecond, MOST_PER_SECOND) * MARGIN, LEAST_PER_SECOND, MOST_PER_SECOND);
        long seconds = Math.max(0, Duration.between(since, until).toSeconds()) + SLACK.toSeconds();
        long rise = Math.min(rate * seconds, LARGEST);
        return Math.min(LARGEST - rise, next) + rise;
    }
}

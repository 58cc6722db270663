package io.bisync.basic.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What we know of the clock of a process that reports, so that its instants can be told by ours. A report is some time on its
 * way, so its clock looks less ahead than it is: of the last minutes the largest measure is the best one.
 *
 * @param ahead by how much it is ahead of ours; negative where it is behind, or where the way took longer
 * @param measuredAt when, by our clock
 */
record ReporterClock(Duration ahead, Instant measuredAt) {

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /** With a new report: {@code at} by its clock, arrived {@code now} by ours. */
    static ReporterClock of(@Nullable ReporterClock before, Instant at, Instant now) {
        var measured = new ReporterClock(Duration.between(now, at), now);
        return before != null
                        && before.measuredAt.plus(GOOD_FOR).isAfter(now)
                        && before.ahead.compareTo(measured.ahead) > 0
                ? before
                : measured;
    }

    /** An instant of it that must not look later than it was: never in the future. */
    @Nullable Instant notLater(@Nullable Instant theirs, Instant now) {
        if (theirs == null) {
            return null;
        }
        var ours = ahead.isNegative() ? theirs : theirs.minus(ahead);
        return ours.isAfter(now) ? now : ours;
    }

    /** An instant of it that must not look earlier than it was. */
    Instant notEarlier(Instant theirs, Instant now) {
        var ours = theirs.minus(ahead);
        return ours.isAfter(now) ? now : ours;
    }
}

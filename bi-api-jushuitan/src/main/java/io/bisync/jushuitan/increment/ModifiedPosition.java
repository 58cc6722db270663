package io.bisync.jushuitan.increment;

import io.bisync.account.Cursor;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.page.PageRejectedException;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a pull by windows of change stands: every change until then has been read.
 *
 * @param until in whole seconds
 */
record ModifiedPosition(Instant until) {

    /** A window begins so long before the last one's end, as clocks differ and a page may leave its last second out. */
    static final Duration OVERLAP = Duration.ofSeconds(3);

    /** A window that fails is read again from its first page. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Two pods' clocks are not further apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** Where bi-basic says that the pull stands. */
    static ModifiedPosition of(Cursor cursor, Instant now) throws PageRejectedException {
        try {
            Instant until = Instant.ofEpochMilli(Long.parseLong(cursor.value()));
            if (!until.isBefore(Instant.EPOCH) && !until.isAfter(now.plus(SKEW))) {
                return new ModifiedPosition(until);
            }
        } catch (NumberFormatException unreadable) {
            // Said below.
        }
        throw PageRejectedException.time(cursor.value());
    }

    Instant from() {
        return until.isBefore(Instant.EPOCH.plus(OVERLAP)) ? Instant.EPOCH : until.minus(OVERLAP);
    }

    /** The end of the next window; not after what is behind already where nothing has settled since. */
    Instant to(Duration longestWindow, Instant now) {
        Instant settled = Increment.Modified.settled(now);
        Duration longest = longestWindow.compareTo(LONGEST) < 0 ? longestWindow : LONGEST;
        Instant furthest = from().plus(longest);
        return furthest.isBefore(settled) ? furthest : settled;
    }

    long value() {
        return until.toEpochMilli();
    }
}

package io.bisync.registry.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Days, times and instants of schemas as JSON strings; what no calendar of four digits holds stays the number it is. */
final class Times {

    private static final long NANOS = 1_000_000_000;
    private static final int LAST_YEAR = 9_999;

    private Times() {}

    static void day(long days, JsonOut out) {
        try {
            var date = LocalDate.ofEpochDay(days);
            if (isUsual(date)) {
                out.string(date.toString());
                return;
            }
        } catch (DateTimeException _) {
            // Falls through to the number.
        }
        out.number(days);
    }

    /** So many units since midnight. */
    static void timeOfDay(long units, long perSecond, JsonOut out) {
        if (units < 0 || units >= 86_400 * perSecond) {
            out.number(units);
        } else {
            out.string(LocalTime.ofNanoOfDay(units * (NANOS / perSecond)).format(DateTimeFormatter.ISO_LOCAL_TIME));
        }
    }

    /** So many units since 1970 in UTC. */
    static void instant(long units, long perSecond, JsonOut out) {
        if (!exact(Math.floorDiv(units, perSecond), nanos(units, perSecond), out)) {
            out.number(units);
        }
    }

    /** False where it is in no year of four digits: nothing is written. */
    static boolean exact(long seconds, long nanos, JsonOut out) {
        try {
            var instant = Instant.ofEpochSecond(seconds, nanos);
            if (isUsual(LocalDate.ofInstant(instant, ZoneOffset.UTC))) {
                out.string(DateTimeFormatter.ISO_INSTANT.format(instant));
                return true;
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Not usual either.
        }
        return false;
    }

    /** So many units since 1970 on a wall clock that nobody says where it hangs. */
    static void local(long units, long perSecond, JsonOut out) {
        try {
            var time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(units, perSecond), (int) nanos(units, perSecond), ZoneOffset.UTC);
            if (isUsual(time.toLocalDate())) {
                out.string(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
                return;
            }
        } catch (DateTimeException _) {
            // Falls through to the number.
        }
        out.number(units);
    }

    private static long nanos(long units, long perSecond) {
        return Math.floorMod(units, perSecond) * (NANOS / perSecond);
    }

    private static boolean isUsual(LocalDate date) {
        return date.getYear() >= 1 && date.getYear() <= LAST_YEAR;
    }
}

package io.bisync.cron.run;

import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as a person reads them. */
final class Figures {

    /** What is not known. */
    static final String NONE = "-";

    private Figures() {}

    static String number(@Nullable Number number) {
        return number == null ? NONE : String.format(Locale.ROOT, "%,d", number.longValue());
    }

    /** In its two largest units: {@code 2 h 5 min}. */
    static String duration(@Nullable Duration duration) {
        if (duration == null) {
            return NONE;
        }
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    /** Whose rows; all that are meant, where that is not said. */
    static String account(@Nullable String account) {
        return account == null ? "all" : account;
    }

    /** In Asia/Shanghai. */
    static String time(@Nullable Instant time) {
        return time == null ? "the beginning" : ShanghaiTime.seconds(time);
    }

    /** As an argument of a command line; in whole seconds. */
    static String argument(Instant time) {
        return ShanghaiTime.seconds(time).replace(' ', 'T');
    }

    private static String two(long large, String unit, int small, String smaller) {
        return small == 0 ? large + " " + unit : "%d %s %d %s".formatted(large, unit, small, smaller);
    }
}

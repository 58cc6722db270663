package io.bisync.basic.run;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.RunRequest;
import io.bisync.time.ShanghaiTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Moments as people say them: days and times in Asia/Shanghai, or before today. */
final class Moment {

    /**
     * When records were published, or letters set aside.
     *
     * @param from null: as far back as there are any
     */
    record Time(@Nullable Instant from, Instant to) {}

    /** From when to when is to be loaded; refused where that is no time, or not over yet. */
    static Interval window(RunRequest request, Instant now) {
        if (request.from() == null) {
            throw refused("from is missing: since when");
        }
        var from = read("from", request.from(), now);
        var to = over(request, now);
        requireBefore(request, from, to, "today");
        return new Interval(from, to);
    }

    /** The same of what is there already, up to now. */
    static Time since(RunRequest request, Instant now) {
        var to = request.to() == null ? now : over(request, now);
        if (request.from() == null) {
            return new Time(null, to);
        }
        var from = read("from", request.from(), now);
        requireBefore(request, from, to, "now");
        return new Time(from, to);
    }

    private static Instant over(RunRequest request, Instant now) {
        var to = read("to", request.to(), now);
        if (to.isAfter(now)) {
            throw refused("to '%s' is in the future: it is %s in Shanghai"
                    .formatted(request.to(), ShanghaiTime.seconds(now)));
        }
        return to;
    }

    private static void requireBefore(RunRequest request, Instant from, Instant to, String end) {
        if (!from.isBefore(to)) {
            throw refused("from '%s' is not before to '%s'"
                    .formatted(request.from(), request.to() == null ? end : request.to()));
        }
    }

    /** The day of a moment; today where none is said. */
    static LocalDate day(String field, @Nullable String text, Instant now) {
        return read(field, text, now).atZone(ShanghaiTime.ZONE).toLocalDate();
    }

    private static Instant read(String field, @Nullable String text, Instant now) {
        var today = now.atZone(ShanghaiTime.ZONE).toLocalDate();
        try {
            if (text == null || text.equals("today")) {
                return start(today);
            }
            if (text.equals("yesterday")) {
                return start(today.minusDays(1));
            }
            if (text.startsWith("-")) {
                return start(today.minusDays(Long.parseLong(text, 1, text.length() - 1, 10)));
            }
            return text.indexOf('T') < 0 ? start(LocalDate.parse(text)) : ShanghaiTime.of(LocalDateTime.parse(text));
        } catch (DateTimeException _) {
            throw refused("%s '%s' is no time".formatted(field, text));
        }
    }

    private static Instant start(LocalDate day) {
        return ShanghaiTime.of(day.atStartOfDay());
    }

    private static RefusedException refused(String why) {
        return new RefusedException(Code.INVALID, why);
    }

    private Moment() {}
}

package io.bisync.table;

import io.bisync.table.StrictJson.NotStrictException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Dates by {@code java.time} alone, for {@link SecondReading}. */
final class WallTime {

    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})([ T](\\d{2}:\\d{2}:\\d{2})(\\.\\d{1,9})?(Z|[+-](\\d{2}):?(\\d{2}))?)?");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Shanghai's wall time as StarRocks reads it, cut to the microsecond. */
    static String shanghai(String text) {
        var match = DATE_TIME.matcher(text);
        if (!match.matches()) {
            throw new NotStrictException("no date", null);
        }
        try {
            var date = LocalDate.parse(match.group(1));
            var time = match.group(3) == null ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(3));
            var wall = LocalDateTime.of(date, time);
            if (match.group(5) != null) {
                wall = wall.atOffset(offset(match.group(5), match.group(6), match.group(7)))
                        .atZoneSameInstant(ZoneId.of("Asia/Shanghai"))
                        .toLocalDateTime();
            }
            if (date.getYear() < 1 || wall.getYear() < 1 || wall.getYear() > 9999) {
                throw new NotStrictException("a year that StarRocks refuses", null);
            }
            var fraction = match.group(4) == null ? "" : match.group(4);
            return SECONDS.format(wall) + fraction.substring(0, Math.min(7, fraction.length()));
        } catch (DateTimeException no) {
            throw new NotStrictException("no date", no);
        }
    }

    private static ZoneOffset offset(String whole, String hours, String minutes) {
        if (whole.equals("Z")) {
            return ZoneOffset.UTC;
        }
        if (Integer.parseInt(hours) > 14) {
            throw new NotStrictException("an offset that does not exist", null);
        }
        var seconds = Integer.parseInt(hours) * 3600 + Integer.parseInt(minutes) * 60;
        if (Integer.parseInt(minutes) > 59) {
            throw new NotStrictException("an offset that does not exist", null);
        }
        return ZoneOffset.ofTotalSeconds(whole.startsWith("-") ? -seconds : seconds);
    }

    private WallTime() {}
}

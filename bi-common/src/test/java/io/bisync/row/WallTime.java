package io.bisync.row;

import io.bisync.row.StrictJson.NotStrictException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates by {@code java.time} alone, for {@link SecondReading}. */
final class WallTime {

    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})([ Tt](\\d{2}:\\d{2}(:\\d{2})?)((?<=:\\d\\d:\\d\\d)\\.\\d{1,9})?(([Zz]|[+-](\\d{2})(:?(\\d{2}))?)(\\[.+])?)?)?",
            Pattern.DOTALL);
    private static final Pattern NONE =
            Pattern.compile("0000-\\d\\d-\\d\\d|(0001|1753|1900|1970)-01-01|1899-12-30|9999-12-31");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Shanghai's wall time as StarRocks reads it, cut to the microsecond; null for a date that stands for none. */
    static @Nullable String shanghai(String text) {
        var match = DATE_TIME.matcher(text);
        if (!match.matches()) {
            throw new NotStrictException("no date", null);
        }
        try {
            var time = match.group(3) == null ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(3));
            var offset = match.group(7) == null ? null : offset(match.group(7), match.group(8), match.group(10));
            if (NONE.matcher(match.group(1)).matches()) {
                return null;
            }
            var date = LocalDate.parse(match.group(1));
            var wall = LocalDateTime.of(date, time);
            if (offset != null) {
                wall = wall.atOffset(offset)
                        .atZoneSameInstant(ZoneId.of("Asia/Shanghai"))
                        .toLocalDateTime();
            }
            if (date.getYear() < 1 || wall.getYear() < 1 || wall.getYear() > 9999) {
                throw new NotStrictException("a year that StarRocks refuses", null);
            }
            var fraction = match.group(5) == null ? "" : match.group(5);
            return SECONDS.format(wall) + fraction.substring(0, Math.min(7, fraction.length()));
        } catch (DateTimeException no) {
            throw new NotStrictException("no date", no);
        }
    }

    private static ZoneOffset offset(String whole, String hours, @Nullable String shownMinutes) {
        var minutes = shownMinutes == null ? "00" : shownMinutes;
        if (whole.equalsIgnoreCase("Z")) {
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

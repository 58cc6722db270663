package io.bisync.time;

import io.bisync.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Dates as ERPs write them, to Asia/Shanghai wall time as StarRocks reads it. */
public final class DateTimes {

    public static final int AS_IS = 0;
    public static final int REWRITTEN = 1;

    /** A date that stands for none, in any of the ways in which systems write that. */
    public static final int NONE = 2;

    public static final int UNREADABLE = -1;

    private static final byte[] MIDNIGHT = ascii(" 00:00:00");
    private static final byte[] FULL_MINUTE = ascii(":00");

    /** Since then Shanghai has had one offset all year. */
    private static final int STEADY_SINCE = 1992;

    private static final int STEADY_OFFSET = 8 * 3600;

    private static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int BAD_OFFSET = Integer.MAX_VALUE;

    /**
     * {@code yyyy-MM-dd[( |T)HH:mm[:ss[.fraction]][Z|±HH[[:]mm][\[zone\]]]]}, letters in any case; without an offset it is
     * Shanghai's time already. Digits beyond the microsecond are cut off.
     */
    public static int read(byte[] source, int from, int to, Bytes out) {
        int length = to - from;
        if (length < 10 || source[from + 4] != '-' || source[from + 7] != '-') {
            return UNREADABLE;
        }
        int year = digits(source, from, 4);
        int month = digits(source, from + 5, 2);
        int day = digits(source, from + 8, 2);
        boolean none = standsForNone(year, month, day);
        if (!none && !exists(year, month, day)) {
            return UNREADABLE;
        }
        if (length == 10) {
            if (none) {
                return NONE;
            }
            out.append(source, from, to);
            out.append(MIDNIGHT);
            return REWRITTEN;
        }
        int separator = source[from + 10];
        if (length < 16 || (separator != ' ' && (separator | 0x20) != 't') || source[from + 13] != ':') {
            return UNREADABLE;
        }
        int timeTo = from + (length > 16 && source[from + 16] == ':' ? 19 : 16);
        if (timeTo > to) {
            return UNREADABLE;
        }
        int hour = digits(source, from + 11, 2);
        int minute = digits(source, from + 14, 2);
        int second = timeTo == from + 16 ? 0 : digits(source, from + 17, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return UNREADABLE;
        }
        int end = timeTo == from + 16 ? timeTo : fractionEnd(source, timeTo, to);
        int offset = end < 0 ? BAD_OFFSET : offset(source, end, zoneless(source, end, to));
        if (offset == BAD_OFFSET) {
            return UNREADABLE;
        }
        if (none) {
            return NONE;
        }
        int kept = Math.min(end, from + 26);
        if (offset == NO_OFFSET && separator == ' ' && timeTo == from + 19 && kept == to) {
            return AS_IS;
        }
        if (offset == NO_OFFSET || (offset == STEADY_OFFSET && year >= STEADY_SINCE)) {
            out.append(source, from, from + 10);
            out.append(' ');
            out.append(source, from + 11, timeTo);
        } else {
            var shanghai = LocalDateTime.of(year, month, day, hour, minute, second)
                    .atOffset(ZoneOffset.ofTotalSeconds(offset))
                    .atZoneSameInstant(ShanghaiTime.ZONE)
                    .toLocalDateTime();
            if (shanghai.getYear() < 1 || shanghai.getYear() > 9999) {
                return UNREADABLE;
            }
            append(shanghai, out);
            timeTo = from + 19;
        }
        if (timeTo == from + 16) {
            out.append(FULL_MINUTE);
        } else if (kept > timeTo) {
            out.append(source, timeTo, kept);
        }
        return REWRITTEN;
    }

    /** The milliseconds since 1970 of a date as it is read by {@link #read}: the text ends after the digits of its fraction. */
    public static long epochMillis(byte[] date, int from, int to) {
        var time = LocalDateTime.of(
                digits(date, from, 4),
                digits(date, from + 5, 2),
                digits(date, from + 8, 2),
                digits(date, from + 11, 2),
                digits(date, from + 14, 2),
                digits(date, from + 17, 2));
        int millis = 0;
        int scale = 100;
        for (int i = from + 20; i < to && scale > 0; i++) {
            millis += (date[i] - '0') * scale;
            scale /= 10;
        }
        return ShanghaiTime.of(time).toEpochMilli() + millis;
    }

    /**
     * Zero dates (MySQL), the first day of .NET, SQL Server, its {@code datetime}, OLE and Unix, and the last day of all.
     */
    private static boolean standsForNone(int year, int month, int day) {
        return switch (year) {
            case 0 -> month >= 0 && day >= 0;
            case 1, 1753, 1900, 1970 -> month == 1 && day == 1;
            case 1899 -> month == 12 && day == 30;
            case 9999 -> month == 12 && day == 31;
            default -> false;
        };
    }

    private static boolean exists(int year, int month, int day) {
        return year >= 1 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= lastDay(year, month));
    }

    private static void append(LocalDateTime time, Bytes out) {
        out.append(ascii("%04d-%02d-%02d %02d:%02d:%02d"
                .formatted(
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond())));
    }

    private static int fractionEnd(byte[] source, int from, int to) {
        if (from == to || source[from] != '.') {
            return from;
        }
        int i = from + 1;
        while (i < to && source[i] >= '0' && source[i] <= '9') {
            i++;
        }
        return i == from + 1 || i - from > 10 ? -1 : i;
    }

    /** Where the text ends without the name of a zone in brackets, which an offset outweighs and must stand before. */
    private static int zoneless(byte[] source, int from, int to) {
        if (to == from || source[to - 1] != ']') {
            return to;
        }
        int bracket = from;
        while (source[bracket] != '[' && bracket < to - 1) {
            bracket++;
        }
        return bracket > from && bracket < to - 2 ? bracket : to;
    }

    private static int offset(byte[] source, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return NO_OFFSET;
        }
        if ((source[from] | 0x20) == 'z') {
            return length == 1 ? 0 : BAD_OFFSET;
        }
        boolean colon = length == 6 && source[from + 3] == ':';
        if ((source[from] != '+' && source[from] != '-') || (!colon && length != 5 && length != 3)) {
            return BAD_OFFSET;
        }
        int hours = digits(source, from + 1, 2);
        int minutes = length == 3 ? 0 : digits(source, colon ? from + 4 : from + 3, 2);
        if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
            return BAD_OFFSET;
        }
        int seconds = hours * 3600 + minutes * 60;
        return source[from] == '-' ? -seconds : seconds;
    }

    private static int lastDay(int year, int month) {
        return YearMonth.of(year, month).lengthOfMonth();
    }

    /** The number these digits stand for, or -1. */
    private static int digits(byte[] source, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = source[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private DateTimes() {}
}

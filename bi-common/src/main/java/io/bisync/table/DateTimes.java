package io.bisync.table;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Dates as ERPs write them, to Asia/Shanghai wall time as StarRocks reads it. */
final class DateTimes {

    static final int AS_IS = 0;
    static final int REWRITTEN = 1;
    static final int UNREADABLE = -1;

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Since then Shanghai has had one offset all year. */
    private static final int STEADY_SINCE = 1992;

    private static final int STEADY_OFFSET = 8 * 3600;

    private static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int BAD_OFFSET = Integer.MAX_VALUE;

    /**
     * {@code yyyy-MM-dd[( |T)HH:mm:ss[.fraction][Z|±HH:mm]]}; without an offset it is Shanghai's time already. Digits
     * beyond the microsecond are cut off.
     */
    static int read(byte[] source, int from, int to, Bytes out) {
        int length = to - from;
        if (length < 10 || source[from + 4] != '-' || source[from + 7] != '-') {
            return UNREADABLE;
        }
        int year = digits(source, from, 4);
        int month = digits(source, from + 5, 2);
        int day = digits(source, from + 8, 2);
        if (year < 1 || month < 1 || month > 12 || day < 1 || (day > 28 && day > lastDay(year, month))) {
            return UNREADABLE;
        }
        if (length == 10) {
            out.append(source, from, to);
            out.append(" 00:00:00".getBytes(StandardCharsets.US_ASCII));
            return REWRITTEN;
        }
        int separator = source[from + 10];
        if (length < 19
                || (separator != ' ' && separator != 'T')
                || source[from + 13] != ':'
                || source[from + 16] != ':') {
            return UNREADABLE;
        }
        int hour = digits(source, from + 11, 2);
        int minute = digits(source, from + 14, 2);
        int second = digits(source, from + 17, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return UNREADABLE;
        }
        if (length == 19 && separator == ' ') {
            return AS_IS;
        }
        int end = fractionEnd(source, from + 19, to);
        if (end < 0) {
            return UNREADABLE;
        }
        int offset = offset(source, end, to);
        if (offset == BAD_OFFSET) {
            return UNREADABLE;
        }
        int kept = Math.min(end, from + 26);
        if (offset == NO_OFFSET && separator == ' ' && kept == to) {
            return AS_IS;
        }
        if (offset == NO_OFFSET || (offset == STEADY_OFFSET && year >= STEADY_SINCE)) {
            out.append(source, from, from + 10);
            out.append(' ');
            out.append(source, from + 11, kept);
            return REWRITTEN;
        }
        var shanghai = LocalDateTime.of(year, month, day, hour, minute, second)
                .atOffset(ZoneOffset.ofTotalSeconds(offset))
                .atZoneSameInstant(SHANGHAI)
                .toLocalDateTime();
        if (shanghai.getYear() < 1 || shanghai.getYear() > 9999) {
            return UNREADABLE;
        }
        out.append("%04d-%02d-%02d %02d:%02d:%02d"
                .formatted(
                        shanghai.getYear(),
                        shanghai.getMonthValue(),
                        shanghai.getDayOfMonth(),
                        shanghai.getHour(),
                        shanghai.getMinute(),
                        shanghai.getSecond())
                .getBytes(StandardCharsets.US_ASCII));
        out.append(source, from + 19, kept);
        return REWRITTEN;
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

    private static int offset(byte[] source, int from, int to) {
        if (from == to) {
            return NO_OFFSET;
        }
        if (source[from] == 'Z') {
            return to - from == 1 ? 0 : BAD_OFFSET;
        }
        boolean colon = to - from == 6 && source[from + 3] == ':';
        if ((source[from] != '+' && source[from] != '-') || (!colon && to - from != 5)) {
            return BAD_OFFSET;
        }
        int hours = digits(source, from + 1, 2);
        int minutes = digits(source, colon ? from + 4 : from + 3, 2);
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

    private DateTimes() {}
}

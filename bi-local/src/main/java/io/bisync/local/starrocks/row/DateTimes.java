package io.bisync.local.starrocks.row;

import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times as leniently as StarRocks does: any punctuation between the parts, 8 or 14 digits without any,
 * a T or spaces before the time, up to six digits of a second; what follows the seconds, an offset for example, is dropped.
 */
final class DateTimes {

    private static final int MOST_PARTS = 7;
    private static final int DAY = 2;
    private static final int SECOND = 5;
    private static final int FRACTION = 6;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String text;
    private final int[] values = new int[MOST_PARTS + 1];
    private final int[] lengths = new int[MOST_PARTS + 1];
    private int at;

    private DateTimes(String text) {
        this.text = text.strip();
    }

    /** The text as {@code yyyy-MM-dd HH:mm:ss[.SSSSSS]}, or null when it is no date. */
    static @Nullable String dateTime(String text) {
        var parsed = new DateTimes(text);
        return parsed.isValid() ? parsed.dateText() + parsed.timeText() : null;
    }

    /** The text as {@code yyyy-MM-dd}, or null when it is no date. */
    static @Nullable String date(String text) {
        var parsed = new DateTimes(text);
        return parsed.isValid() ? parsed.dateText() : null;
    }

    private boolean isValid() {
        if (text.isEmpty() || !isDigit(text.charAt(0)) || readParts() <= DAY) {
            return false;
        }
        if (lengths[0] == 2) {
            values[0] += values[0] < 70 ? 2000 : 1900;
        }
        for (var digits = lengths[FRACTION]; digits > 0 && digits < 6; digits++) {
            values[FRACTION] *= 10;
        }
        var month = values[1];
        // PostgreSQL has no year 0.
        return values[0] >= 1
                && values[0] <= 9999
                && month >= 1
                && month <= 12
                && values[DAY] >= 1
                && values[DAY] <= DAYS[month - 1] + (month == 2 && isLeapYear() ? 1 : 0)
                && values[3] <= 23
                && values[4] <= 59
                && values[SECOND] <= 59;
    }

    private int readParts() {
        var digits = 0;
        while (digits < text.length() && (isDigit(text.charAt(digits)) || text.charAt(digits) == 'T')) {
            digits++;
        }
        var isCompact = digits == text.length() || text.charAt(digits) == '.';
        var width = !isCompact || digits == 4 || digits == 8 || digits >= 14 ? 4 : 2;
        var part = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && part < MOST_PARTS) {
            if (!readDigits(part, isCompact || part == FRACTION ? width : Integer.MAX_VALUE)) {
                return 0;
            }
            width = 2;
            if (at == text.length()) {
                return part + 1;
            }
            var next = text.charAt(at);
            if (part == DAY && next == 'T') {
                at++;
            } else if (part == SECOND) {
                if (next == '.') {
                    at++;
                    width = 6;
                } else if (isDigit(next)) {
                    return part + 1;
                }
            } else if (!skipSeparators(part)) {
                return 0;
            }
            part++;
        }
        return part;
    }

    private boolean readDigits(int part, int width) {
        var start = at;
        var value = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && at - start < width) {
            value = value * 10 + text.charAt(at++) - '0';
            if (value > 999_999) {
                return false;
            }
        }
        values[part] = value;
        lengths[part] = at - start;
        return true;
    }

    private boolean skipSeparators(int part) {
        while (at < text.length()) {
            var c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                if (part != DAY && part != FRACTION) {
                    return false;
                }
            } else if (c > 126 || c < 33 || Character.isLetterOrDigit(c)) {
                return true;
            }
            at++;
        }
        return true;
    }

    private boolean isLeapYear() {
        return values[0] % 4 == 0 && (values[0] % 100 != 0 || values[0] % 400 == 0);
    }

    private String dateText() {
        var out = new StringBuilder(26);
        padded(out, values[0], 4);
        padded(out.append('-'), values[1], 2);
        padded(out.append('-'), values[DAY], 2);
        return out.toString();
    }

    private String timeText() {
        var out = new StringBuilder(16).append(' ');
        padded(out, values[3], 2);
        padded(out.append(':'), values[4], 2);
        padded(out.append(':'), values[SECOND], 2);
        if (values[FRACTION] > 0) {
            padded(out.append('.'), values[FRACTION], 6);
        }
        return out.toString();
    }

    private static void padded(StringBuilder out, int value, int width) {
        var digits = Integer.toString(value);
        out.repeat('0', width - digits.length()).append(digits);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

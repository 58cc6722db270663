package io.bisync.record;

import io.bisync.json.Words;
import io.bisync.table.ColumnType;

/**
 * Finds where a value ends that its column takes as it stands, so that it can be copied without being read closely. Each
 * answer is the end of the text, or {@link #UNCLEAR}: then {@link ValueReader} decides. What is accepted here must be what
 * {@code ValueReader} would leave as it is; it need not be all of that.
 */
final class VerbatimValues {

    static final int UNCLEAR = -1;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ZEROS = 0x3030303030303030L;

    /** Added to a digit's value it leaves the high bit clear, added to anything larger it sets it. */
    private static final long BEYOND_NINE = 0x7676767676767676L;

    /** {@code 0000-00-} and {@code 00 00:00}, the first byte lowest. */
    private static final long DATE = 0x2D30302D30303030L;

    private static final long TIME = 0x30303A3030203030L;

    /** The bytes in which {@link #DATE} and {@link #TIME} hold no digits. */
    private static final long DATE_MARKS = 0xFF0000FF00000000L;

    private static final long TIME_MARKS = 0x0000FF0000FF0000L;

    /** {@code :00}, and the bytes it has. */
    private static final long SECONDS = 0x30303AL;

    private static final long SECONDS_ONLY = 0xFFFFFFL;

    /** {@code true}, {@code null} and {@code false}. */
    private static final int TRUE = 0x65757274;

    private static final int NULL = 0x6C6C756E;
    private static final long FALSE = 0x65736C6166L;
    private static final long FIVE = 0xFFFFFFFFFFL;

    /** What {@link #form} answers: columns of one form are read alike. */
    private static final int NEVER = 0;

    static final int TEXT = 1;
    private static final int NUMBER = 2;
    private static final int DATE_TIME = 3;
    private static final int TRUTH = 4;

    /** How values of this type are read. */
    static int form(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> TEXT;
            case DECIMAL, BIGINT, INT -> NUMBER;
            case DATETIME -> DATE_TIME;
            case BOOLEAN -> TRUTH;
            case JSON -> NEVER;
        };
    }

    /** How many bytes a text may have, or digits a number before its point, so that no closer look is needed. */
    static int whole(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> type.size();
            case DECIMAL -> type.size() - type.scale();
            case BIGINT -> 18;
            case INT -> 9;
            case DATETIME, BOOLEAN, JSON -> 0;
        };
    }

    /** How many digits a number may have behind its point; an id that is kept as text has no point. */
    static int fraction(ColumnType type, boolean key) {
        return type.kind() == ColumnType.Kind.VARCHAR && !key ? type.size() : type.scale();
    }

    /**
     * Where the value of a field ends.
     *
     * @param from where its text begins, behind the quote if there is one
     * @param limit the last place where eight bytes can be read
     */
    static int end(Field field, byte[] source, int from, int limit, boolean quoted) {
        int to = switch (field.form) {
            case TEXT ->
                quoted
                        ? text(source, from, limit, field.whole)
                        : bare(source, from, limit, field.whole, field.fraction);
            case NUMBER -> number(source, from, limit, field.whole, field.fraction);
            case DATE_TIME -> quoted ? dateTime(source, from, limit) : UNCLEAR;
            case TRUTH -> truth(source, from, limit);
            default -> UNCLEAR;
        };
        return to < 0 && !quoted && source[from] == 'n' ? nothing(source, from, limit) : to;
    }

    /** A string's text without escapes: characters of one or three bytes, as Chinese has them, at most so many bytes. */
    private static int text(byte[] source, int from, int limit, int most) {
        if (source[from] == ' ') {
            return UNCLEAR; // it may be blank
        }
        int i = from;
        while (i <= limit) {
            long special = Scanner.special(Words.at(source, i));
            if (special == 0) {
                i += Words.SLACK;
                continue;
            }
            i += Long.numberOfTrailingZeros(special) >>> 3;
            int b = source[i];
            if (b == '"') {
                return i - from <= most ? i : UNCLEAR;
            }
            while (b < 0) {
                if (b < (byte) 0xE1 || b > (byte) 0xEF || b == (byte) 0xED || i > limit) {
                    return UNCLEAR;
                }
                if (source[i + 1] >= -64 || source[i + 2] >= -64) {
                    return UNCLEAR;
                }
                i += 3;
                b = source[i];
            }
            if (b == '\\' || b < ' ') {
                return UNCLEAR;
            }
        }
        return UNCLEAR;
    }

    /** A number that is stored as text: as it is written. */
    private static int bare(byte[] source, int from, int limit, int most, int fraction) {
        int to = number(source, from, limit, most, fraction);
        return to - from <= most ? to : UNCLEAR;
    }

    /**
     * A number without an exponent, as JSON writes it, with at most so many digits before and behind the point; no point
     * at all where {@code fraction} is 0, and no zero with a sign there.
     */
    private static int number(byte[] source, int from, int limit, int whole, int fraction) {
        int start = source[from] == '-' ? from + 1 : from;
        int to = digits(source, start, limit);
        int count = to - start;
        if (count <= 0 || count > whole || (source[start] == '0' && (count > 1 || (fraction == 0 && start > from)))) {
            return UNCLEAR;
        }
        if (source[to] != '.') {
            return to;
        }
        int point = to;
        to = digits(source, point + 1, limit);
        return to > point + 1 && to <= point + 1 + fraction ? to : UNCLEAR;
    }

    /**
     * {@code yyyy-MM-dd HH:mm:ss} with up to six digits behind the second; not a 31st, nor 29 February, nor a day that
     * may stand for none.
     */
    private static int dateTime(byte[] source, int from, int limit) {
        if (from + 16 > limit) {
            return UNCLEAR;
        }
        long date = Words.at(source, from) ^ DATE;
        long time = Words.at(source, from + 8) ^ TIME;
        long rest = Words.at(source, from + 16);
        long seconds = (rest ^ SECONDS) & SECONDS_ONLY;
        if ((beyondNine(date) | beyondNine(time) | beyondNine(seconds)) != 0
                || ((date & DATE_MARKS) | (time & TIME_MARKS) | (seconds & 0xFF)) != 0) {
            return UNCLEAR;
        }
        int century = two(date, 0);
        int month = two(date, 40);
        int day = two(time, 0);
        if (century < 19 || month == 0 || month > 12 || day == 0 || day > (month == 2 ? 28 : 30)) {
            return UNCLEAR;
        }
        if (month == 1 && day == 1) {
            return UNCLEAR;
        }
        if (two(time, 24) > 23 || two(time, 48) > 59 || two(seconds, 8) > 59) {
            return UNCLEAR;
        }
        if ((byte) (rest >>> 24) != '.') {
            return from + 19;
        }
        int to = digits(source, from + 20, limit);
        return to > from + 20 && to <= from + 26 ? to : UNCLEAR;
    }

    /** {@code true} or {@code false}. */
    private static int truth(byte[] source, int from, int limit) {
        if (from > limit) {
            return UNCLEAR;
        }
        long word = Words.at(source, from);
        return (int) word == TRUE ? from + 4 : (word & FIVE) == FALSE ? from + 5 : UNCLEAR;
    }

    /** {@code null}; what it is in JSON columns too. */
    private static int nothing(byte[] source, int from, int limit) {
        return from <= limit && (int) Words.at(source, from) == NULL ? from + 4 : UNCLEAR;
    }

    /** Where the digits end that begin here; the start itself where none do, or where the record ends too soon to tell. */
    private static int digits(byte[] source, int from, int limit) {
        for (int i = from; i <= limit; i += Words.SLACK) {
            long beyond = beyondNine(Words.at(source, i) ^ ZEROS);
            if (beyond != 0) {
                return i + (Long.numberOfTrailingZeros(beyond) >>> 3);
            }
        }
        return from;
    }

    /** The high bit of each byte that is above nine; exact for the lowest. */
    private static long beyondNine(long word) {
        return ((word + BEYOND_NINE) | word) & HIGH_BITS;
    }

    private static int two(long digits, int shift) {
        return (int) ((digits >>> shift) & 15) * 10 + (int) ((digits >>> (shift + 8)) & 15);
    }

    private VerbatimValues() {}
}

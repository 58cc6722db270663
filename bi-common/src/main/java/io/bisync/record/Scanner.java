package io.bisync.record;

import io.bisync.json.Text;
import io.bisync.json.Words;

/**
 * Strict JSON over bytes, token by token: RFC 8259 and valid UTF-8, nothing beyond. A token's text is noted as a slice
 * of the source; nothing is copied.
 */
final class Scanner {

    static final int MOST_DEPTH = 64;
    private static final int MOST_NUMBER_LENGTH = 1000;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[] NOTHING = {};

    byte[] source = NOTHING;
    int at;
    int end;

    /** The text of the last token: inside the quotes of a string. */
    int from;

    int to;

    /** Whether the last string holds escapes, and by how many bytes they are longer than what they stand for. */
    boolean escaped;

    int shrinks;

    /** Whether the last string holds a NUL or half a surrogate pair, which no column and no JSON of StarRocks takes. */
    boolean forbidden;

    /** Whether the last number has a fraction or an exponent. */
    boolean integer;

    boolean exponent;

    void start(byte[] bytes) {
        source = bytes;
        at = 0;
        end = bytes.length;
    }

    void release() {
        source = NOTHING;
    }

    /** The next byte that is not whitespace, without consuming it. */
    int peek() {
        while (at < end) {
            int b = source[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return b;
            }
            at++;
        }
        throw rejected(Defect.NOT_JSON, "ends too early");
    }

    void expect(int wanted, String what) {
        if (peek() != wanted) {
            throw rejected(Defect.NOT_JSON, "has no " + what);
        }
        at++;
    }

    void finish() {
        while (at < end) {
            int b = source[at++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw rejected(Defect.NOT_JSON, "has something after the value");
            }
        }
    }

    void literal(String word) {
        from = at;
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || source[at++] != word.charAt(i)) {
                throw rejected(Defect.NOT_JSON, "has an unknown literal");
            }
        }
        to = at;
    }

    /** Reads the string that starts here as the name of a member; it cannot be respelled, as another may be spelled so. */
    void name() {
        string();
        if (forbidden) {
            throw rejected(Defect.FORBIDDEN_CHARACTER, "has a name with a NUL character or half a surrogate pair");
        }
    }

    /** Reads the string that starts here. */
    void string() {
        int i = at + 1;
        from = i;
        escaped = false;
        forbidden = false;
        shrinks = 0;
        while (true) {
            while (i + 8 <= end) {
                long special = special(Words.at(source, i));
                if (special != 0) {
                    i += Long.numberOfTrailingZeros(special) >>> 3;
                    break;
                }
                i += 8;
            }
            if (i >= end) {
                throw rejected(Defect.NOT_JSON, "ends inside a string");
            }
            int b = source[i];
            if (b == '"') {
                to = i;
                at = i + 1;
                return;
            }
            if (b == '\\') {
                i = escape(i);
            } else if (b < 0) {
                i = multibyte(i);
            } else if (b < 0x20) {
                throw rejected(Defect.NOT_JSON, "has a control character inside a string");
            } else {
                i++;
            }
        }
    }

    /** The high bit of each byte that is a quote, a backslash, a control character or not ASCII; exact for the lowest. */
    static long special(long word) {
        long quotes = word ^ (ONES * '"');
        long backslashes = word ^ (ONES * '\\');
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | (word - ONES * 0x20) | word)
                & HIGH_BITS;
    }

    private int escape(int start) {
        escaped = true;
        if (start + 1 >= end) {
            throw rejected(Defect.NOT_JSON, "ends inside a string");
        }
        return switch (source[start + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                shrinks++;
                yield start + 2;
            }
            case 'u' -> unicode(start);
            default -> throw rejected(Defect.NOT_JSON, "has an unknown escape");
        };
    }

    private int unicode(int start) {
        int unit = start + 6 <= end ? Text.hex4(source, start + 2) : -1;
        if (unit < 0) {
            throw rejected(Defect.NOT_JSON, "has a broken \\u escape");
        }
        if (unit == 0 || Character.isLowSurrogate((char) unit)) {
            forbidden = true;
            return start + 6;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            shrinks += unit < 0x80 ? 5 : unit < 0x800 ? 4 : 3;
            return start + 6;
        }
        int low = start + 12 <= end && source[start + 6] == '\\' && source[start + 7] == 'u'
                ? Text.hex4(source, start + 8)
                : -1;
        if (low < 0 || !Character.isLowSurrogate((char) low)) {
            forbidden = true;
            return start + 6;
        }
        shrinks += 8;
        return start + 12;
    }

    /** Checks one character of two to four bytes: no overlong form, no surrogate, nothing beyond U+10FFFF. */
    private int multibyte(int start) {
        int first = source[start] & 0xFF;
        if (first >= 0xE1 && first <= 0xEF && first != 0xED) { // most Chinese text
            if (start + 2 < end && source[start + 1] < -64 && source[start + 2] < -64) {
                return start + 3;
            }
            throw rejected(Defect.NOT_UTF8, "is not valid UTF-8");
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || start + length > end) {
            throw rejected(Defect.NOT_UTF8, "is not valid UTF-8");
        }
        int second = source[start + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        boolean valid = second >= low && second <= high;
        for (int i = start + 2; i < start + length; i++) {
            valid &= source[i] < -64;
        }
        if (!valid) {
            throw rejected(Defect.NOT_UTF8, "is not valid UTF-8");
        }
        return start + length;
    }

    /** Reads the number that starts here. */
    void number() {
        from = at;
        integer = true;
        exponent = false;
        int i = at;
        if (source[i] == '-') {
            i++;
        }
        int digits = i;
        i = digits(i);
        if (source[digits] == '0' && i > digits + 1) {
            throw rejected(Defect.NOT_JSON, "has a number with leading zeros");
        }
        if (i < end && source[i] == '.') {
            integer = false;
            i = digits(i + 1);
        }
        if (i < end && (source[i] | 0x20) == 'e') {
            integer = false;
            exponent = true;
            i++;
            if (i < end && (source[i] == '+' || source[i] == '-')) {
                i++;
            }
            i = digits(i);
        }
        to = i;
        at = i;
        if (to - from > MOST_NUMBER_LENGTH) {
            throw rejected(Defect.TOO_LARGE, "has a number of " + (to - from) + " characters");
        }
    }

    private int digits(int start) {
        int i = start;
        while (i < end && source[i] >= '0' && source[i] <= '9') {
            i++;
        }
        if (i == start) {
            throw rejected(Defect.NOT_JSON, "has a broken number");
        }
        return i;
    }

    RejectedException rejected(Defect defect, String what) {
        return new RejectedException(defect, "The value " + what + " at byte " + at);
    }
}

package io.bisync.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Numbers as text: what a BIGINT, an INT or a DECIMAL keeps of them. Nothing becomes a double. */
public final class Numerals {

    /** The text can be used as it stands. */
    public static final int AS_IS = 0;

    /** What is meant was appended to the output. */
    public static final int REWRITTEN = 1;

    /** As {@link #REWRITTEN}, and digits beyond the scale were rounded half-up. */
    public static final int ROUNDED = 2;

    public static final int NOT_A_NUMBER = -1;
    public static final int TOO_LARGE = -2;

    private static final int MOST_EXPONENT_DIGITS = 4;

    private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

    /** A whole number between the bounds; {@code 2.00} and {@code 1e3} are whole too. */
    public static int integer(byte[] source, int from, int to, long smallest, long largest, Bytes out) {
        int i = source[from] == '-' ? from + 1 : from;
        int digits = to - i;
        if (digits <= 0 || digits > 18) {
            return slowInteger(source, from, to, smallest, largest, out);
        }
        long value = 0;
        for (int at = i; at < to; at++) {
            int digit = source[at] - '0';
            if (digit < 0 || digit > 9) {
                return slowInteger(source, from, to, smallest, largest, out);
            }
            value = value * 10 + digit;
        }
        if (i > from) {
            value = -value;
        }
        if (value < smallest || value > largest) {
            return TOO_LARGE;
        }
        if (source[i] == '0' && (digits > 1 || i > from)) {
            out.append(value);
            return REWRITTEN;
        }
        return AS_IS;
    }

    /**
     * Whether a whole number is written as a double, with a point or an exponent, and is larger than all whole numbers that
     * a double tells apart.
     */
    public static boolean mayHaveLostDigits(byte[] source, int from, int to) {
        return isWrittenAsDouble(source, from, to)
                && parse(source, from, to).abs().compareTo(EXACT) > 0;
    }

    /** Whether a number has a point or an exponent. */
    private static boolean isWrittenAsDouble(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (source[i] == '.' || (source[i] | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }

    /** Whether a number is written with an exponent. */
    public static boolean hasExponent(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((source[i] | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }

    private static int slowInteger(byte[] source, int from, int to, long smallest, long largest, Bytes out) {
        int grammar = grammar(source, from, to);
        if (grammar != AS_IS) {
            return grammar;
        }
        var value = parse(source, from, to);
        if (value.precision() - value.scale() > 19) {
            return TOO_LARGE;
        }
        if (value.stripTrailingZeros().scale() > 0) {
            return NOT_A_NUMBER;
        }
        if (value.compareTo(BigDecimal.valueOf(smallest)) < 0 || value.compareTo(BigDecimal.valueOf(largest)) > 0) {
            return TOO_LARGE;
        }
        out.append(value.longValueExact());
        return REWRITTEN;
    }

    public static int decimal(byte[] source, int from, int to, int precision, int scale, Bytes out) {
        int i = source[from] == '-' ? from + 1 : from;
        int start = i;
        while (i < to && source[i] >= '0' && source[i] <= '9') {
            i++;
        }
        int whole = i - start;
        int fraction = 0;
        boolean plain = whole > 0;
        if (i < to && source[i] == '.') {
            int dot = i++;
            while (i < to && source[i] >= '0' && source[i] <= '9') {
                i++;
            }
            fraction = i - dot - 1;
            plain &= fraction > 0;
        }
        boolean padded = whole > 1 && source[start] == '0';
        if (plain && i == to && !padded && fraction <= scale) {
            return whole <= precision - scale || source[start] == '0' ? AS_IS : TOO_LARGE;
        }
        return slowDecimal(source, from, to, precision, scale, out);
    }

    private static int slowDecimal(byte[] source, int from, int to, int precision, int scale, Bytes out) {
        int grammar = grammar(source, from, to);
        if (grammar != AS_IS) {
            return grammar;
        }
        var value = parse(source, from, to);
        if (value.signum() != 0 && value.precision() - (long) value.scale() > 38) {
            return TOO_LARGE;
        }
        if (value.signum() == 0 || value.precision() - (long) value.scale() < -scale - 1) {
            out.append('0');
            return value.signum() == 0 ? REWRITTEN : ROUNDED;
        }
        var kept = value.scale() > scale ? value.setScale(scale, RoundingMode.HALF_UP) : value;
        if (kept.precision() - kept.scale() > precision - scale) {
            return TOO_LARGE;
        }
        out.append(kept.toPlainString().getBytes(StandardCharsets.US_ASCII));
        return kept.compareTo(value) == 0 ? REWRITTEN : ROUNDED;
    }

    /** Whether it reads as a JSON number, leading zeros allowed, with an exponent that can be computed with. */
    private static int grammar(byte[] source, int from, int to) {
        int i = source[from] == '-' ? from + 1 : from;
        int digits = i;
        i = skipDigits(source, i, to);
        if (i == digits || to - from > 1000) {
            return NOT_A_NUMBER;
        }
        if (i < to && source[i] == '.') {
            int dot = i;
            i = skipDigits(source, i + 1, to);
            if (i == dot + 1) {
                return NOT_A_NUMBER;
            }
        }
        if (i < to && (source[i] | 0x20) == 'e') {
            i++;
            if (i < to && (source[i] == '+' || source[i] == '-')) {
                i++;
            }
            int exponent = i;
            i = skipDigits(source, i, to);
            if (i == exponent) {
                return NOT_A_NUMBER;
            }
            if (i - exponent > MOST_EXPONENT_DIGITS) {
                return TOO_LARGE;
            }
        }
        return i == to ? AS_IS : NOT_A_NUMBER;
    }

    private static int skipDigits(byte[] source, int from, int to) {
        int i = from;
        while (i < to && source[i] >= '0' && source[i] <= '9') {
            i++;
        }
        return i;
    }

    private static BigDecimal parse(byte[] source, int from, int to) {
        return new BigDecimal(new String(source, from, to - from, StandardCharsets.ISO_8859_1));
    }

    private Numerals() {}
}

package io.bisync.local.starrocks.row;

import io.bisync.local.starrocks.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a JSON value into what its column stores, by the rules of StarRocks' JSON loads; the result is PostgreSQL's text form. */
final class Coercion {

    /** What stands in the JSON: the text is a string's content, or else the value's own characters. */
    enum Source {
        STRING,
        NUMBER,
        BOOLEAN,
        STRUCTURE
    }

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,6})?");
    private static final int MOST_DIGITS = 400;

    private Coercion() {}

    static byte[] coerce(Column column, Source source, String text) throws BadValueException {
        var type = column.type();
        return switch (type.kind()) {
            case TINYINT -> integer(column, source, text, Byte.SIZE);
            case SMALLINT -> integer(column, source, text, Short.SIZE);
            case INT -> integer(column, source, text, Integer.SIZE);
            case BIGINT -> integer(column, source, text, Long.SIZE);
            case FLOAT, DOUBLE -> floating(column, source, text);
            case DECIMAL -> decimal(column, source, text);
            case BOOLEAN -> flag(column, source, text);
            case DATE -> ascii(required(column, text, source == Source.STRUCTURE ? null : DateTimes.date(text)));
            case DATETIME ->
                ascii(required(column, text, source == Source.STRUCTURE ? null : DateTimes.dateTime(text)));
            case CHAR, VARCHAR -> characters(column, source, text);
            case JSON -> json(column, source, text);
        };
    }

    private static byte[] integer(Column column, Source source, String text, int bits) throws BadValueException {
        requireNumeric(column, source);
        var trimmed = text.strip();
        BigInteger value;
        if (INTEGER.matcher(trimmed).matches()) {
            if (trimmed.length() <= 18 && bits == Long.SIZE && trimmed.charAt(0) != '+') {
                return ascii(trimmed);
            }
            value = trimmed.length() > MOST_DIGITS ? null : new BigInteger(trimmed);
        } else {
            if (!NUMBER.matcher(trimmed).matches()) {
                throw new BadValueException(
                        "Unable to cast string value to BIGINT. value=%s, column=%s".formatted(text, column.name()));
            }
            // StarRocks goes through a double here and cuts the fraction off.
            var approximate = Double.parseDouble(trimmed);
            value = Double.isInfinite(approximate) ? null : new BigDecimal(approximate).toBigInteger();
        }
        if (value == null || value.bitLength() >= bits) {
            throw overflow(column, text);
        }
        return ascii(value.toString());
    }

    private static byte[] floating(Column column, Source source, String text) throws BadValueException {
        requireNumeric(column, source);
        var trimmed = text.strip();
        if (!NUMBER.matcher(trimmed).matches()) {
            throw new BadValueException(
                    "Unable to cast string value to BIGINT. value=%s, column=%s".formatted(text, column.name()));
        }
        var value = Double.parseDouble(trimmed);
        var isFloat = column.type().kind() == io.bisync.local.starrocks.table.ColumnType.Kind.FLOAT;
        if (Double.isInfinite(value) || (isFloat && Float.isInfinite((float) value))) {
            throw overflow(column, text);
        }
        return ascii(isFloat ? Float.toString((float) value) : Double.toString(value));
    }

    private static byte[] decimal(Column column, Source source, String text) throws BadValueException {
        var trimmed = source == Source.BOOLEAN ? bit(text) : text.strip();
        var type = column.type();
        if (source == Source.STRUCTURE
                || trimmed.length() > MOST_DIGITS
                || !NUMBER.matcher(trimmed).matches()) {
            throw outOfRange(column, text);
        }
        var value = new BigDecimal(trimmed);
        // A huge exponent must not become a huge number of digits before it is refused.
        if (value.signum() != 0 && (long) value.precision() - value.scale() > type.precision() - type.scale()) {
            throw outOfRange(column, text);
        }
        if (value.scale() > MOST_DIGITS) {
            value = BigDecimal.ZERO;
        }
        var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision()) {
            throw outOfRange(column, text);
        }
        return ascii(rounded.toPlainString());
    }

    private static byte[] flag(Column column, Source source, String text) throws BadValueException {
        if (source != Source.STRUCTURE) {
            var trimmed = text.strip().toLowerCase(Locale.ROOT);
            if (INTEGER.matcher(trimmed).matches() && trimmed.length() <= 10) {
                return ascii(Long.parseLong(trimmed) == 0 ? "f" : "t");
            }
            if (trimmed.equals("true") || trimmed.equals("false")) {
                return ascii(trimmed.equals("true") ? "t" : "f");
            }
        }
        throw outOfRange(column, text);
    }

    private static byte[] characters(Column column, Source source, String text) throws BadValueException {
        var written = source == Source.BOOLEAN ? bit(text) : text;
        requireNoZero(column, written);
        var bytes = written.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > column.type().length()) {
            throw new BadValueException("Value length is beyond the capacity. column=%s, capacity=%d"
                    .formatted(column.name(), column.type().length()));
        }
        return bytes;
    }

    private static byte[] json(Column column, Source source, String text) throws BadValueException {
        requireNoZero(column, text);
        return (source == Source.STRING ? JsonText.quoted(text) : text).getBytes(StandardCharsets.UTF_8);
    }

    private static String bit(String flag) {
        return flag.equals("true") ? "1" : "0";
    }

    private static void requireNumeric(Column column, Source source) throws BadValueException {
        if (source != Source.STRING && source != Source.NUMBER) {
            throw new BadValueException("Unsupported value type. Numeric type is required. column=" + column.name());
        }
    }

    private static void requireNoZero(Column column, String text) throws BadValueException {
        if (text.indexOf('\0') >= 0) {
            throw new BadValueException("The stand-in cannot store the character U+0000. column=" + column.name());
        }
    }

    private static String required(Column column, String text, @Nullable String value) throws BadValueException {
        if (value == null) {
            throw outOfRange(column, text);
        }
        return value;
    }

    private static BadValueException overflow(Column column, String text) {
        return new BadValueException("Value is overflow. column=%s, value=%s".formatted(column.name(), text));
    }

    private static BadValueException outOfRange(Column column, String text) {
        return new BadValueException("Value '%s' is out of range. The type of '%s' is %s"
                .formatted(text, column.name(), column.type().backendName()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Numerals;
import io.bisync.json.Text;
import io.bisync.json.Words;
import io.bisync.table.ColumnType;
import io.bisync.time.DateTimes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one scalar where a declared value stands and fits it to its column's type. The result is a slice: as it stands in
 * the source if possible, else rewritten into the scratch bytes.
 */
final class ValueReader {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /** What a token is; an empty or blank string is NULL, whatever the type. */
    enum Token {
        NULL,
        STRING,
        NUMBER,
        BOOLEAN,
        /** An object or an array, of which nothing has been read. */
        NESTED
    }

    private final Scanner scanner;
    private final SubtreeChecker subtrees;
    final Bytes scratch;

    /** The last scalar's text with escapes decoded. */
    byte[] text = TRUE;

    int textFrom;
    int textTo;

    /** Whether that text stands in the scratch bytes. */
    private boolean decoded;

    /** The last fitted value. */
    int flags;

    int valueFrom;
    int valueTo;

    /** Decimals that were rounded since the start of the record. */
    int rounded;

    ValueReader(Scanner scanner, SubtreeChecker subtrees, Bytes scratch) {
        this.scanner = scanner;
        this.subtrees = subtrees;
        this.scratch = scratch;
    }

    /** Reads a scalar, or says that there is something else. */
    Token scalar() {
        Token token;
        switch (scanner.peek()) {
            case '"' -> {
                scanner.string();
                token = Text.isBlank(scanner.source, scanner.from, scanner.to) ? Token.NULL : Token.STRING;
            }
            case 'n' -> {
                scanner.literal("null");
                token = Token.NULL;
            }
            case 't' -> {
                scanner.literal("true");
                token = Token.BOOLEAN;
            }
            case 'f' -> {
                scanner.literal("false");
                token = Token.BOOLEAN;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                scanner.number();
                token = Token.NUMBER;
            }
            case '{', '[' -> {
                return Token.NESTED;
            }
            default -> throw scanner.rejected(Defect.NOT_JSON, "has no value where one must be");
        }
        text = scanner.source;
        decoded = false;
        textFrom = scanner.from;
        textTo = scanner.to;
        return token;
    }

    /** Moves the last string's text to the scratch bytes if it holds escapes. */
    void unescape(Token token) {
        if (token == Token.STRING && scanner.escaped) {
            int start = scratch.size();
            Text.decode(scanner.source, scanner.from, scanner.to, scratch);
            text = scratch.array();
            textFrom = start;
            textTo = scratch.size();
            scanner.escaped = false;
            decoded = true;
        }
    }

    /** Reads the value of a column that needs no change, NULL without length; false leaves all as it was. */
    boolean plain(Field field) {
        var scanner = this.scanner;
        int start = scanner.at;
        int limit = scanner.end - Words.SLACK;
        if (start > limit) {
            return false;
        }
        byte[] bytes = scanner.source;
        boolean quoted = bytes[start] == '"';
        int first = quoted ? start + 1 : start;
        if (field.freeText
                || (field.form == VerbatimValues.TEXT
                        && (mayBeJson(bytes[first])
                                || (bytes[first] == 's' && SealedText.looksSealed(bytes, start, scanner.end))))) {
            return false;
        }
        int last = VerbatimValues.end(field, bytes, first, limit, quoted);
        if (last < 0) {
            return false;
        }
        int b = bytes[last];
        if (quoted ? b != '"' : b != ',' && b != '}') {
            return false;
        }
        scanner.at = quoted ? last + 1 : last;
        set(field.quote, first, bytes[start] == 'n' ? first : last);
        return true;
    }

    /** Whether the last value of a column was NULL. */
    boolean isNull() {
        return valueFrom == valueTo;
    }

    /** Whether a text that begins so needs a closer look: it may be JSON. */
    static boolean mayBeJson(int first) {
        return first == '{' || first == '[' || first == ' ' || first == '\\';
    }

    /** Reads the value of a column, NULL without length; or says why it does not fit, and then leaves it anywhere. */
    @Nullable OddValue read(Field field) {
        if (field.type.kind() == ColumnType.Kind.JSON) {
            json();
            return null;
        }
        var token = scalar();
        if (token == Token.NULL) {
            set(0, scanner.from, scanner.from);
            return null;
        }
        return fit(field, token);
    }

    private void json() {
        int b = scanner.peek();
        subtrees.check(1);
        boolean isNull = b == 'n' || (b == '"' && Text.isBlank(scanner.source, scanner.from + 1, scanner.to - 1));
        set(subtrees.rewrite ? RecordSlices.REWRITE : 0, scanner.from, isNull ? scanner.from : scanner.to);
    }

    /** Fits the last scalar to a column that must have a value. */
    void require(ObjectSchema objectSchema, Field field, Token token) {
        var oddValue = fit(field, token);
        if (oddValue != null) {
            throw oddValue.rejected(objectSchema, field);
        }
    }

    private @Nullable OddValue fit(Field field, Token token) {
        if (token == Token.NESTED) {
            return OddValue.NESTED;
        }
        if (token == Token.STRING && scanner.forbidden) {
            return OddValue.FORBIDDEN_CHARACTER;
        }
        return switch (field.type.kind()) {
            case VARCHAR -> varchar(field, token);
            case BIGINT -> integer(field, token, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> integer(field, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DECIMAL -> decimal(field, token);
            case BOOLEAN -> bool(field, token);
            case DATETIME -> dateTime(field, token);
            case JSON -> throw new IllegalStateException("JSON is not a scalar: " + field.name);
        };
    }

    private @Nullable OddValue varchar(Field field, Token token) {
        if (field.keyPart >= 0
                && token == Token.NUMBER
                && (!scanner.integer || (scanner.source[scanner.from] == '-' && scanner.to - scanner.from == 2))) {
            return wholeKey(field);
        }
        int length = scanner.to - scanner.from - (token == Token.STRING && scanner.escaped ? scanner.shrinks : 0);
        if (length > field.type.size()) {
            return OddValue.LONG_TEXT;
        }
        if (token == Token.STRING && scanner.escaped && field.keyPart >= 0) {
            // One spelling per key: escapes only where they must be.
            int start = scratch.size();
            Text.decode(scanner.source, scanner.from, scanner.to, scratch);
            int stop = scratch.size();
            Text.escape(scratch.array(), start, stop, scratch);
            set(field.quote | RecordSlices.SCRATCH, stop, scratch.size());
            return null;
        }
        set(field.quote, scanner.from, scanner.to);
        return null;
    }

    /** One spelling per key: {@code 1.0} is 1. */
    private @Nullable OddValue wholeKey(Field field) {
        var oddValue = integer(field, Token.NUMBER, Long.MIN_VALUE, Long.MAX_VALUE);
        return oddValue == null && valueTo - valueFrom > field.type.size() ? OddValue.LONG_TEXT : oddValue;
    }

    private @Nullable OddValue integer(Field field, Token token, long smallest, long largest) {
        if (token == Token.BOOLEAN) {
            return OddValue.BOOLEAN;
        }
        unescape(token);
        int start = scratch.size();
        int outcome = Numerals.integer(text, textFrom, textTo, smallest, largest, scratch);
        if (outcome == Numerals.REWRITTEN
                && field.keyPart >= 0
                && (Numerals.hasExponent(text, textFrom, textTo)
                        || Numerals.mayHaveLostDigits(text, textFrom, textTo))) {
            return OddValue.LOST_DIGITS;
        }
        return keep(outcome, start, field);
    }

    private @Nullable OddValue decimal(Field field, Token token) {
        if (token == Token.BOOLEAN) {
            return OddValue.BOOLEAN;
        }
        unescape(token);
        int start = scratch.size();
        int outcome = Numerals.decimal(text, textFrom, textTo, field.type.size(), field.type.scale(), scratch);
        if (outcome == Numerals.ROUNDED) {
            rounded++;
        }
        return keep(outcome, start, field);
    }

    private @Nullable OddValue keep(int outcome, int start, Field field) {
        switch (outcome) {
            case Numerals.AS_IS -> set(field.quote | (decoded ? RecordSlices.SCRATCH : 0), textFrom, textTo);
            case Numerals.REWRITTEN, Numerals.ROUNDED -> set(field.quote | RecordSlices.SCRATCH, start, scratch.size());
            case Numerals.TOO_LARGE -> {
                return OddValue.LARGE_NUMBER;
            }
            default -> {
                return OddValue.NO_NUMBER;
            }
        }
        return null;
    }

    private @Nullable OddValue bool(Field field, Token token) {
        if (token == Token.BOOLEAN) {
            set(field.quote, scanner.from, scanner.to);
            return null;
        }
        unescape(token);
        var word = word();
        if (word == null) {
            return OddValue.NO_TRUTH_VALUE;
        }
        int start = scratch.size();
        scratch.append(word);
        set(field.quote | RecordSlices.SCRATCH, start, scratch.size());
        return null;
    }

    private byte @Nullable [] word() {
        int length = textTo - textFrom;
        if (length == 1) {
            return text[textFrom] == '1' ? TRUE : text[textFrom] == '0' ? FALSE : null;
        }
        return equalsIgnoringCase(TRUE) ? TRUE : equalsIgnoringCase(FALSE) ? FALSE : null;
    }

    private boolean equalsIgnoringCase(byte[] word) {
        if (textTo - textFrom != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((text[textFrom + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable OddValue dateTime(Field field, Token token) {
        unescape(token);
        int start = scratch.size();
        int outcome = token == Token.STRING ? DateTimes.read(text, textFrom, textTo, scratch) : DateTimes.UNREADABLE;
        switch (outcome) {
            case DateTimes.AS_IS -> set(field.quote | (decoded ? RecordSlices.SCRATCH : 0), textFrom, textTo);
            case DateTimes.REWRITTEN -> set(field.quote | RecordSlices.SCRATCH, start, scratch.size());
            case DateTimes.NONE -> {
                return OddValue.NO_DATE;
            }
            default -> {
                return OddValue.UNREADABLE_DATE;
            }
        }
        return null;
    }

    void set(int newFlags, int newFrom, int newTo) {
        flags = newFlags;
        valueFrom = newFrom;
        valueTo = newTo;
    }
}

package io.bisync.table;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one scalar where a declared value stands and fits it to its column's type. The result is a slice: as it stands in
 * the source if possible, else rewritten into the scratch bytes.
 */
class Values extends Subtree {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /** What a token is; an empty string is NULL, whatever the type. */
    enum Token {
        NULL,
        STRING,
        NUMBER,
        BOOLEAN
    }

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

    Values(Bytes scratch) {
        this.scratch = scratch;
    }

    /** Reads a scalar, or says that there is something else. */
    final Token scalar(Shape shape, Field field) {
        Token token;
        switch (peek()) {
            case '"' -> {
                string();
                token = from == to ? Token.NULL : Token.STRING;
            }
            case 'n' -> {
                literal("null");
                token = Token.NULL;
            }
            case 't' -> {
                literal("true");
                token = Token.BOOLEAN;
            }
            case 'f' -> {
                literal("false");
                token = Token.BOOLEAN;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                number();
                token = Token.NUMBER;
            }
            case '{', '[' -> throw wrong(shape, field, "holds an object or an array");
            default -> throw misfit(Defect.NOT_JSON, "has no value where one must be");
        }
        text = source;
        decoded = false;
        textFrom = from;
        textTo = to;
        return token;
    }

    /** Moves the last string's text to the scratch bytes if it holds escapes. */
    final void unescape(Token token) {
        if (token == Token.STRING && escaped) {
            int start = scratch.size;
            Text.decode(source, from, to, scratch);
            text = scratch.array;
            textFrom = start;
            textTo = scratch.size;
            escaped = false;
            decoded = true;
        }
    }

    /** Reads the value of a column that needs no change, NULL without length; false leaves all as it was. */
    final boolean plain(Field field) {
        int start = at;
        int limit = end - Words.SLACK;
        if (start > limit) {
            return false;
        }
        byte[] bytes = source;
        boolean quoted = bytes[start] == '"';
        int first = quoted ? start + 1 : start;
        int last = Plain.end(field, bytes, first, limit, quoted);
        if (last < 0) {
            return false;
        }
        int b = bytes[last];
        if (quoted ? b != '"' : b != ',' && b != '}') {
            return false;
        }
        at = quoted ? last + 1 : last;
        set(field.quote, first, bytes[start] == 'n' ? first : last);
        return true;
    }

    /** Reads the value of a column; false if it is NULL. */
    final boolean read(Shape shape, Field field) {
        if (field.type.kind() == ColumnType.Kind.JSON) {
            return json();
        }
        var token = scalar(shape, field);
        return token != Token.NULL && fit(shape, field, token);
    }

    private boolean json() {
        int b = peek();
        subtree(1);
        flags = rewrite ? Noted.REWRITE : 0;
        valueFrom = from;
        valueTo = to;
        return b != 'n' && !(b == '"' && to - from == 2);
    }

    final boolean fit(Shape shape, Field field, Token token) {
        switch (field.type.kind()) {
            case VARCHAR -> varchar(shape, field, token);
            case BIGINT -> integer(shape, field, token, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> integer(shape, field, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DECIMAL -> decimal(shape, field, token);
            case BOOLEAN -> bool(shape, field, token);
            case DATETIME -> dateTime(shape, field, token);
            case JSON -> throw new IllegalStateException("JSON is not a scalar: " + field.name);
        }
        return true;
    }

    private void varchar(Shape shape, Field field, Token token) {
        int length = to - from - (token == Token.STRING && escaped ? shrinks : 0);
        if (length > field.type.size()) {
            throw new MisfitException(
                    Defect.TEXT_TOO_LONG,
                    "%s.%s has %d bytes; its column keeps %d"
                            .formatted(shape.path, field.name, length, field.type.size()));
        }
        if (token == Token.STRING && escaped && field.keyPart >= 0) {
            // One spelling per key: escapes only where they must be.
            int start = scratch.size;
            Text.decode(source, from, to, scratch);
            int stop = scratch.size;
            Text.escape(scratch.array, start, stop, scratch);
            set(field.quote | Noted.SCRATCH, stop, scratch.size);
            return;
        }
        set(field.quote, from, to);
    }

    private void integer(Shape shape, Field field, Token token, long smallest, long largest) {
        if (token == Token.BOOLEAN) {
            throw wrong(shape, field, "is a boolean");
        }
        unescape(token);
        int start = scratch.size;
        keep(Numerals.integer(text, textFrom, textTo, smallest, largest, scratch), start, shape, field);
    }

    private void decimal(Shape shape, Field field, Token token) {
        if (token == Token.BOOLEAN) {
            throw wrong(shape, field, "is a boolean");
        }
        unescape(token);
        int start = scratch.size;
        int outcome = Numerals.decimal(text, textFrom, textTo, field.type.size(), field.type.scale(), scratch);
        if (outcome == Numerals.ROUNDED) {
            rounded++;
        }
        keep(outcome, start, shape, field);
    }

    private void keep(int outcome, int start, Shape shape, Field field) {
        switch (outcome) {
            case Numerals.AS_IS -> set(field.quote | (decoded ? Noted.SCRATCH : 0), textFrom, textTo);
            case Numerals.REWRITTEN, Numerals.ROUNDED -> set(field.quote | Noted.SCRATCH, start, scratch.size);
            case Numerals.TOO_LARGE ->
                throw new MisfitException(
                        Defect.NUMBER_TOO_LARGE,
                        "%s.%s is too large for %s".formatted(shape.path, field.name, field.type.sql()));
            default -> throw wrong(shape, field, "is not a number that fits");
        }
    }

    private void bool(Shape shape, Field field, Token token) {
        if (token == Token.BOOLEAN) {
            set(field.quote, from, to);
            return;
        }
        unescape(token);
        var word = word();
        if (word == null) {
            throw wrong(shape, field, "is neither true, false, 0 nor 1");
        }
        int start = scratch.size;
        scratch.append(word);
        set(field.quote | Noted.SCRATCH, start, scratch.size);
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

    private void dateTime(Shape shape, Field field, Token token) {
        unescape(token);
        int start = scratch.size;
        int outcome = token == Token.STRING ? DateTimes.read(text, textFrom, textTo, scratch) : DateTimes.UNREADABLE;
        switch (outcome) {
            case DateTimes.AS_IS -> set(field.quote | (decoded ? Noted.SCRATCH : 0), textFrom, textTo);
            case DateTimes.REWRITTEN -> set(field.quote | Noted.SCRATCH, start, scratch.size);
            default ->
                throw new MisfitException(
                        Defect.UNREADABLE_DATE,
                        "%s.%s is not a date like 2021-09-28 18:30:01.123 or 2021-09-28T18:30:01+08:00"
                                .formatted(shape.path, field.name));
        }
    }

    private void set(int newFlags, int newFrom, int newTo) {
        flags = newFlags;
        valueFrom = newFrom;
        valueTo = newTo;
    }

    static MisfitException wrong(Shape shape, Field field, String what) {
        var place = shape.path + "." + field.name;
        return new MisfitException(
                Defect.WRONG_TYPE,
                field.action == Action.COLUMN
                        ? "%s %s; its column is %s".formatted(place, what, field.type.sql())
                        : place + " " + what);
    }
}

package io.bisync.table;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a redaction: finds members and where they end, and copies what stays. It judges structure only, so that
 * a record with a broken value is published and set aside later rather than lost; only broken structure is refused.
 */
final class Cut {

    private static final int MOST_DEPTH = 512;

    private final byte[] source;
    private final int end;
    private final ByteArrayOutputStream out;
    private final Bytes decoded = new Bytes(64);
    private int at;
    private int copied;
    private int cuts;

    Cut(byte[] source, int from, int to, ByteArrayOutputStream out) {
        this.source = source;
        this.at = from;
        this.copied = from;
        this.end = to;
        this.out = out;
    }

    int whole(Shape shape) {
        value(shape, 0);
        peekOrEnd();
        if (at != end) {
            throw broken("something after the value");
        }
        copyUntil(end);
        return cuts;
    }

    private void value(@Nullable Shape shape, int depth) {
        if (depth > MOST_DEPTH) {
            throw broken("more than " + MOST_DEPTH + " levels");
        }
        switch (peek()) {
            case '{' -> object(shape, depth);
            case '[' -> array(shape, depth);
            case '"' -> string();
            default -> plain();
        }
    }

    /** The gap is what stands before a member: nothing before the first, else from the comma on. */
    private void object(@Nullable Shape shape, int depth) {
        at++;
        int gap = at;
        boolean comma = false;
        boolean anyKept = false;
        boolean open = peek() != '}';
        while (open) {
            var fate = name(shape);
            if (fate.personal()) {
                copyUntil(gap);
                skip();
                copied = at;
                cuts++;
            } else {
                if (comma && !anyKept) {
                    copyUntil(gap);
                    copied = gap + 1;
                }
                value(fate.shape(), depth + 1);
                anyKept = true;
            }
            int b = peek();
            if (b == ',') {
                gap = at;
                comma = true;
                at++;
                peek();
            } else if (b == '}') {
                open = false;
            } else {
                throw broken("a member without comma or }");
            }
        }
        at++;
    }

    private Fate name(@Nullable Shape shape) {
        if (source[at] != '"') {
            throw broken("a member without a name");
        }
        int from = at + 1;
        string();
        var fate = fate(shape, from, at - 1);
        if (peek() != ':') {
            throw broken("a name without a colon");
        }
        at++;
        return fate;
    }

    private record Fate(boolean personal, @Nullable Shape shape) {}

    private static final Fate CUT = new Fate(true, null);
    private static final Fate LOOK_INSIDE = new Fate(false, null);

    private Fate fate(@Nullable Shape shape, int from, int to) {
        decoded.clear();
        decode(from, to);
        var field = shape == null ? null : shape.find(decoded.array, 0, decoded.size);
        if (field != null) {
            return switch (field.action) {
                case PERSONAL -> CUT;
                case CHILDREN, BODY -> new Fate(false, field.shape);
                case COLUMN, VERSION, IGNORED, ACCOUNT, ENVELOPE_KEY, OPERATION, ENTITY, SCHEMA -> LOOK_INSIDE;
            };
        }
        boolean personal = shape == null
                ? PersonalNames.looksPersonal(decoded.array, 0, decoded.size)
                : shape.declaresPersonal(decoded.array, 0, decoded.size)
                        || PersonalNames.looksPersonal(decoded.array, 0, decoded.size);
        return personal ? CUT : LOOK_INSIDE;
    }

    /** A broken escape stays as it is: it can hide no declared name from anyone who reads the JSON strictly. */
    private void decode(int from, int to) {
        try {
            Text.decode(source, from, to, decoded);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Not JSON: a broken escape in a name", e);
        }
    }

    private void array(@Nullable Shape shape, int depth) {
        at++;
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(shape, depth + 1);
            int b = peek();
            at++;
            if (b == ']') {
                return;
            }
            if (b != ',') {
                throw broken("an element without comma or ]");
            }
        }
    }

    /** Passes over a value that is cut as a whole. */
    private void skip() {
        int open = 0;
        do {
            switch (peek()) {
                case '{', '[' -> {
                    open++;
                    at++;
                }
                case '}', ']' -> {
                    open--;
                    at++;
                }
                case ',', ':' -> {
                    if (open == 0) {
                        throw broken("a missing value");
                    }
                    at++;
                }
                case '"' -> string();
                default -> plain();
            }
        } while (open > 0);
        if (open < 0) {
            throw broken("a missing value");
        }
    }

    private void string() {
        at++;
        while (at < end && source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        if (at >= end) {
            throw broken("a string without an end");
        }
        at++;
    }

    private void plain() {
        int start = at;
        while (at < end && !isDelimiter(source[at])) {
            at++;
        }
        if (at == start) {
            throw broken("a missing value");
        }
    }

    private static boolean isDelimiter(int b) {
        return switch (b) {
            case ',', ':', '{', '}', '[', ']', '"', ' ', '\t', '\r', '\n' -> true;
            default -> false;
        };
    }

    private int peek() {
        if (peekOrEnd() < 0) {
            throw broken("no end");
        }
        return source[at];
    }

    private int peekOrEnd() {
        while (at < end && (source[at] == ' ' || source[at] == '\t' || source[at] == '\r' || source[at] == '\n')) {
            at++;
        }
        return at < end ? at : -1;
    }

    private void copyUntil(int to) {
        if (to > copied) {
            out.write(source, copied, to - copied);
            copied = to;
        }
    }

    private static IllegalArgumentException broken(String what) {
        return new IllegalArgumentException("Not JSON: it has " + what);
    }
}

package io.bisync.json;

import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON by its structure alone: brackets, commas, colons and the ends of strings. What a number, a word or a
 * text is worth is not judged, so that one broken value spoils nothing around it; only broken structure is refused.
 */
public final class LenientScanner {

    private final byte[] source;
    private final int end;
    private int at;

    /** The text of the last string, inside its quotes, and whether it holds escapes. */
    private int from;

    private int to;
    private boolean escaped;

    /** Begins at a place of these bytes, and takes another for their end. */
    public LenientScanner(byte[] source, int begin, int end) {
        this.source = source;
        this.at = begin;
        this.end = end;
    }

    /** The place of the next byte. */
    public int at() {
        return at;
    }

    public boolean isAtEnd() {
        passBlanks();
        return at == end;
    }

    /** The first byte of what comes next, which is not passed. */
    public int peek() {
        passBlanks();
        if (at == end) {
            throw new BrokenJsonException("no end", at);
        }
        return source[at];
    }

    private void passBlanks() {
        while (at < end && isBlank(source[at])) {
            at++;
        }
    }

    /** Passes the bracket that begins an object or array; false where it ends at once, which is passed too. */
    public boolean opens(int closing) {
        at++;
        if (peek() != closing) {
            return true;
        }
        at++;
        return false;
    }

    /** Passes the comma before another member or element, or the bracket behind the last; false for that. */
    public boolean continues(int closing) {
        int b = peek();
        if (b != ',' && b != closing) {
            throw new BrokenJsonException(
                    closing == '}' ? "a member without comma or }" : "an element without comma or ]", at);
        }
        at++;
        return b == ',';
    }

    /** Passes a member's name and colon. */
    public void name() {
        if (peek() != '"') {
            throw new BrokenJsonException("a member without a name", at);
        }
        string();
        if (peek() != ':') {
            throw new BrokenJsonException("a name without a colon", at);
        }
        at++;
    }

    /** Where the last string or name begins, behind its quote. */
    public int from() {
        return from;
    }

    /** Where the last string or name ends, before its quote. */
    public int to() {
        return to;
    }

    /** Whether the last string or name holds escapes. */
    public boolean isEscaped() {
        return escaped;
    }

    /** The characters of the last string or name; what is broken in them is replaced. */
    public String text() {
        if (!escaped) {
            return new String(source, from, to - from, StandardCharsets.UTF_8);
        }
        var decoded = new Bytes(to - from);
        Text.decode(source, from, to, decoded);
        return new String(decoded.array(), 0, decoded.size(), StandardCharsets.UTF_8);
    }

    /** Passes a string, a number or a word. */
    public void scalar() {
        if (source[at] == '"') {
            string();
            return;
        }
        int start = at;
        while (at < end && !isDelimiter(source[at])) {
            at++;
        }
        if (at == start) {
            throw new BrokenJsonException("a missing value", at);
        }
    }

    /** Passes one value of any kind. */
    public void skip() {
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
                        throw new BrokenJsonException("a missing value", at);
                    }
                    at++;
                }
                default -> scalar();
            }
        } while (open > 0);
        if (open < 0) {
            throw new BrokenJsonException("a missing value", at);
        }
    }

    private void string() {
        int i = at + 1;
        from = i;
        escaped = false;
        while (i < end && source[i] != '"') {
            boolean escape = source[i] == '\\';
            escaped |= escape;
            i += escape ? 2 : 1;
        }
        if (i >= end) {
            throw new BrokenJsonException("a string without an end", end);
        }
        to = i;
        at = i + 1;
    }

    private static boolean isDelimiter(byte b) {
        return switch (b) {
            case ',', ':', '{', '}', '[', ']', '"' -> true;
            default -> isBlank(b);
        };
    }

    /** Control characters too: where one stands between members of one entity, the others of its page are still read. */
    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}

package io.bisync.jushuitan.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON bytes without building anything: what is inside an entity is not this package's business,
 * so bad UTF-8 or a strange number in one order cannot spoil the page around it.
 */
final class JsonScan {

    private final byte[] json;
    private int at;

    JsonScan(byte[] json) {
        this.json = json;
    }

    int at() {
        return at;
    }

    /** The first byte of the next value, punctuation or end. */
    byte peek() throws MalformedAnswerException {
        while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
            at++;
        }
        if (at == json.length) {
            throw new MalformedAnswerException("The JSON ends at byte " + at + " in the middle");
        }
        return json[at];
    }

    boolean isAtEnd() {
        while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
            at++;
        }
        return at == json.length;
    }

    /** Calls the reader once for each field; it must consume the value. */
    void object(FieldReader reader) throws MalformedAnswerException {
        take('{');
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            Name name = name();
            take(':');
            reader.read(name);
            if (endsAfter('}')) {
                return;
            }
        }
    }

    /** Calls the reader once for each element; it must consume the value. */
    void array(ElementReader reader) throws MalformedAnswerException {
        take('[');
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            reader.read();
        } while (!endsAfter(']'));
    }

    /** Passes over one value of any kind; brackets are counted, nothing inside is judged. */
    void skip() throws MalformedAnswerException {
        int depth = 0;
        do {
            switch (peek()) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> plain();
            }
        } while (depth > 0);
        if (depth < 0) {
            throw new MalformedAnswerException("A value is missing before byte " + at);
        }
    }

    /** The characters of a string, number or literal; null for null, an object or an array. */
    @Nullable String scalar() throws MalformedAnswerException {
        byte first = peek();
        int from = at;
        skip();
        if (first == '"') {
            return unescaped(from + 1, at - 1);
        }
        if (first == '{' || first == '[') {
            return null;
        }
        String text = new String(json, from, at - from, StandardCharsets.UTF_8);
        return text.equals("null") ? null : text;
    }

    private Name name() throws MalformedAnswerException {
        if (peek() != '"') {
            throw new MalformedAnswerException("A field name is missing at byte " + at);
        }
        int from = at + 1;
        string();
        return new Name(json, from, at - 1);
    }

    private void string() throws MalformedAnswerException {
        for (at++; at < json.length; at++) {
            if (json[at] == '\\') {
                at++;
            } else if (json[at] == '"') {
                at++;
                return;
            }
        }
        at = json.length;
        throw new MalformedAnswerException("The JSON ends at byte " + at + " inside a string");
    }

    private void plain() throws MalformedAnswerException {
        int from = at;
        while (at < json.length && "+-.0123456789abcdefghijklmnopqrstuvwxyzENI".indexOf(json[at]) >= 0) {
            at++;
        }
        if (at == from) {
            throw new MalformedAnswerException("There is no JSON value at byte " + at);
        }
    }

    private void take(char expected) throws MalformedAnswerException {
        if (peek() != expected) {
            throw new MalformedAnswerException("'%c' is missing at byte %d".formatted(expected, at));
        }
        at++;
    }

    private boolean endsAfter(char bracket) throws MalformedAnswerException {
        byte next = peek();
        at++;
        if (next != ',' && next != bracket) {
            throw new MalformedAnswerException("',' or '%c' is missing at byte %d".formatted(bracket, at - 1));
        }
        return next == bracket;
    }

    private String unescaped(int from, int to) {
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case 'b', 'f' -> plain.append(' ');
                case 'u' -> i = unicode(text, i, plain);
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    private static int unicode(String text, int at, StringBuilder plain) {
        try {
            plain.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
            return at + 4;
        } catch (IndexOutOfBoundsException | NumberFormatException broken) {
            plain.append('\uFFFD');
            return at;
        }
    }

    /** A field's name as it stands in the answer. */
    @SuppressWarnings("ArrayRecordComponent") // lives for the moment of one comparison
    record Name(byte[] json, int from, int to) {
        boolean is(byte[] name) {
            return Arrays.equals(json, from, to, name, 0, name.length);
        }

        @Override
        public String toString() {
            return new String(json, from, to - from, StandardCharsets.UTF_8);
        }
    }

    @FunctionalInterface
    interface FieldReader {
        void read(Name name) throws MalformedAnswerException;
    }

    @FunctionalInterface
    interface ElementReader {
        void read() throws MalformedAnswerException;
    }
}

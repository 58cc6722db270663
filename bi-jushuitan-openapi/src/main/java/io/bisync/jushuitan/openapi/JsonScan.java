package io.bisync.jushuitan.openapi;

import io.bisync.json.LenientScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over an answer without building anything: what is inside an entity is not this package's business,
 * so bad UTF-8 or a strange number in one order cannot spoil the page around it.
 */
final class JsonScan {

    private final byte[] json;
    private final LenientScanner scanner;

    JsonScan(byte[] json) {
        this.json = json;
        this.scanner = new LenientScanner(json, 0, json.length);
    }

    int at() {
        return scanner.at();
    }

    /** The first byte of the next value, punctuation or end. */
    int peek() {
        return scanner.peek();
    }

    boolean isAtEnd() {
        return scanner.isAtEnd();
    }

    /** Calls the reader once for each field; it must consume the value. */
    void object(FieldReader reader) throws MalformedAnswerException {
        if (scanner.peek() != '{') {
            throw new MalformedAnswerException("'{' is missing at byte " + scanner.at());
        }
        boolean more = scanner.opens('}');
        while (more) {
            scanner.name();
            reader.read(new Name(json, scanner.from(), scanner.to()));
            more = scanner.continues('}');
        }
    }

    /** Calls the reader once for each element of the array that begins here; it must consume the value. */
    void array(ElementReader reader) throws MalformedAnswerException {
        boolean more = scanner.opens(']');
        while (more) {
            reader.read();
            more = scanner.continues(']');
        }
    }

    /** Passes over one value of any kind; brackets are counted, nothing inside is judged. */
    void skip() {
        scanner.skip();
    }

    /** The characters of a string, number or literal; null for null, an object or an array. */
    @Nullable String scalar() {
        int first = scanner.peek();
        if (first == '{' || first == '[') {
            scanner.skip();
            return null;
        }
        int from = scanner.at();
        scanner.scalar();
        if (first == '"') {
            return scanner.text();
        }
        String text = new String(json, from, scanner.at() - from, StandardCharsets.UTF_8);
        return text.equals("null") ? null : text;
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

package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.NOT_OF_ITS_SCHEMA;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.json.Bytes;
import io.bisync.json.Text;
import io.bisync.registry.UnfitValueException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;

/** JSON as it is written down in docs/adr/0064: without blanks, every member where its schema has it. */
final class JsonOut {

    /** A value may say in a few bytes that it has billions of elements. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private static final int DEEPEST = 64;

    private final Bytes out = new Bytes(1024);
    private int depth;

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.size());
    }

    void open(char bracket) {
        depth++;
        if (depth > DEEPEST) {
            throw new UnfitValueException(NOT_OF_ITS_SCHEMA, "The value is nested deeper than " + DEEPEST);
        }
        put(bracket);
    }

    /** Closes what was opened; the comma behind its last part goes. */
    void close(char bracket) {
        depth--;
        if (out.array()[out.size() - 1] == ',') {
            out.truncate(out.size() - 1);
        }
        put(bracket);
    }

    /** Stands behind each member and element. */
    void comma() {
        put(',');
    }

    void name(String name) {
        string(name);
        colon();
    }

    void colon() {
        put(':');
    }

    void string(String text) {
        var utf8 = text.getBytes(UTF_8);
        Text.quote(utf8, 0, utf8.length, out);
        check();
    }

    /** A string of UTF-8 bytes, which are looked at. */
    void utf8(byte[] source, int from, int to) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(source, from, to - from));
        } catch (CharacterCodingException broken) {
            throw new UnfitValueException(NOT_OF_ITS_SCHEMA, "A string is no UTF-8");
        }
        Text.quote(source, from, to, out);
        check();
    }

    /** Bytes that are no text. */
    void base64(byte[] bytes) {
        put('"');
        out.append(Base64.getEncoder().encode(bytes));
        put('"');
    }

    /** Digits, or a word of JSON. */
    void bare(String ascii) {
        out.append(ascii.getBytes(US_ASCII));
        check();
    }

    void number(long number) {
        out.append(number);
        check();
    }

    /** A number, or its name in a string where JSON has no number for it. */
    void number(double number, String shortest) {
        if (Double.isFinite(number)) {
            bare(shortest);
        } else {
            string(shortest);
        }
    }

    private void put(char ascii) {
        out.append(ascii);
        check();
    }

    private void check() {
        if (out.size() > LARGEST) {
            throw new UnfitValueException(
                    NOT_OF_ITS_SCHEMA, "The value becomes more than %d bytes of JSON".formatted(LARGEST));
        }
    }
}

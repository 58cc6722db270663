package io.bisync.row;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as the normaliser has to read it, read by another: Java decides what is UTF-8, Jackson what is JSON. Numbers keep
 * their characters, so that nothing is lost before values are compared.
 */
sealed interface StrictJson {

    /** An object. */
    record Members(Map<String, StrictJson> byName) implements StrictJson {}

    /** An array. */
    record Elements(List<StrictJson> inOrder) implements StrictJson {}

    /** A string, decoded. */
    record Text(String value) implements StrictJson {}

    /** A number as it was written. */
    record Numeral(String value) implements StrictJson {}

    /** One of {@code true}, {@code false} and {@code null}. */
    record Word(String value) implements StrictJson {}

    /** What {@link #read} throws for anything that is not strict JSON. */
    final class NotStrictException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NotStrictException(String what, @Nullable Throwable cause) {
            super(what, cause);
        }
    }

    JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * The one value that these bytes are.
     *
     * @throws NotStrictException when they are something else
     */
    static StrictJson read(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw new NotStrictException("a byte order mark", null);
            }
            try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
                parser.nextToken();
                var value = value(parser);
                if (parser.nextToken() != null) {
                    throw new NotStrictException("something after the value", null);
                }
                return value;
            }
        } catch (CharacterCodingException | JacksonException no) {
            throw new NotStrictException("neither UTF-8 nor JSON", no);
        }
    }

    private static StrictJson value(JsonParser parser) {
        var token = parser.currentToken();
        if (token == null) {
            throw new NotStrictException("nothing", null);
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> new Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numeral(parser.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new Word(parser.getString());
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new NotStrictException("a value is missing", null);
        };
    }

    private static Members members(JsonParser parser) {
        var members = new LinkedHashMap<String, StrictJson>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = whole(parser.currentName());
            parser.nextToken();
            if (members.put(name, value(parser)) != null) {
                throw new NotStrictException("a doubled name", null);
            }
        }
        return new Members(members);
    }

    private static Elements elements(JsonParser parser) {
        var elements = new ArrayList<StrictJson>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new Elements(elements);
    }

    private static Numeral numeral(String text) {
        if (text.length() > 1000) {
            throw new NotStrictException("a number of too many characters", null);
        }
        return new Numeral(text);
    }

    /** Names are not respelled. */
    private static String whole(@Nullable String text) {
        if (text == null || !isWhole(text)) {
            throw new NotStrictException("a character that StarRocks refuses", null);
        }
        return text;
    }

    /** Whether StarRocks keeps it: it takes neither NUL nor half a surrogate pair. */
    static boolean isWhole(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_16BE.newEncoder().canEncode(text);
    }
}

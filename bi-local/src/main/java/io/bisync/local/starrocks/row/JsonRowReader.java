package io.bisync.local.starrocks.row;

import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads rows that are JSON objects: one after the other, or in one array. */
final class JsonRowReader extends RowReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(100_000)
                    .maxNestingDepth(1024)
                    .build())
            .build();
    private static final String SYNTAX =
            "TAPE_ERROR: The JSON document has an improper structure: missing or superfluous commas, braces, missing keys, etc.";

    private final LoadPlan.Format.Json format;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean[] seen;

    JsonRowReader(LoadPlan plan, LoadPlan.Format.Json format, ErrorLog errors) {
        super(plan, errors);
        this.format = format;
        this.seen = new boolean[plan.columns().size()];
        for (var i = 0; i < plan.columns().size(); i++) {
            positions.put(plan.columns().get(i).name(), i);
        }
    }

    @Override
    void read(BufferedInputStream all, ReceivedBytes in, Target target) throws IOException {
        var first = first(all);
        if (first < 0) {
            return;
        }
        if (first != '{' && first != '[') {
            throw new LoadFailedException("illegal json started with [%c]".formatted((char) first));
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            readRows(parser, (char) first, in, target);
        } catch (StreamReadException e) {
            throw unreadable(
                    format.isArray()
                            ? "parse error. Failed to iterate json array as object. error: " + SYNTAX
                            : "parse error. Failed to iterate document stream as object. error: " + SYNTAX);
        } catch (JacksonIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private static int first(InputStream in) throws IOException {
        while (true) {
            in.mark(1);
            var c = in.read();
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                in.reset();
                return c;
            }
        }
    }

    private void readRows(JsonParser parser, char first, ReceivedBytes in, Target target) throws IOException {
        if (!format.isArray()) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    throw new LoadFailedException(
                            "The value is array type in json document stream, you can set strip_outer_array=true to parse each element of the array as individual rows, value: "
                                    + beginning(parser));
                }
                if (token != JsonToken.START_OBJECT) {
                    throw new LoadFailedException("The value should be object type in json document stream");
                }
                readRow(parser, in, target);
            }
        } else {
            parser.nextToken();
            if (first != '[') {
                throw new LoadFailedException(
                        "the value should be array type with strip_outer_array=true, value: " + beginning(parser));
            }
            for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw new LoadFailedException(
                            "parse error. Failed to iterate json array as object. error: INCORRECT_TYPE: The JSON element does not have the requested type.");
                }
                readRow(parser, in, target);
            }
        }
    }

    private static String beginning(JsonParser parser) {
        var text = JsonText.copy(parser);
        return text.length() <= 64 ? text : text.substring(0, 64);
    }

    private void readRow(JsonParser parser, ReceivedBytes in, Target target) throws IOException {
        in.rowStartsAt(parser.currentTokenLocation().getByteOffset());
        Arrays.fill(values, null);
        Arrays.fill(seen, false);
        row(fields(parser), () -> in.rowUntil(parser.currentLocation().getByteOffset()), in, target);
    }

    /** Reads all fields of a row and returns what is wrong with it. */
    private @Nullable String fields(JsonParser parser) {
        String message = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var position = positions.get(parser.currentName());
            if (position == null && parser.currentName().equals("__op")) {
                // StarRocks takes this key as an operation even when the columns do not name it.
                throw new LoadFailedException("The stand-in does not implement the field '__op'");
            }
            var token = parser.nextToken();
            if (position == null || seen[position]) {
                parser.skipChildren();
                continue;
            }
            seen[position] = true;
            try {
                values[position] = value(plan.columns().get(position), parser, token);
            } catch (BadValueException e) {
                if (plan.mode() == LoadPlan.Mode.STRICT && message == null) {
                    message = e.getMessage();
                }
            }
        }
        return message;
    }

    private static byte @Nullable [] value(Column column, JsonParser parser, JsonToken token) throws BadValueException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> Coercion.coerce(column, Coercion.Source.STRING, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                Coercion.coerce(column, Coercion.Source.NUMBER, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> Coercion.coerce(column, Coercion.Source.BOOLEAN, parser.getString());
            case START_OBJECT, START_ARRAY -> Coercion.coerce(column, Coercion.Source.STRUCTURE, JsonText.copy(parser));
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("Not a value: " + token);
        };
    }
}

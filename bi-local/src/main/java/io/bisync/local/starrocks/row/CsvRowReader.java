package io.bisync.local.starrocks.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.table.ColumnType;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows whose values stand one after the other. A body is taken as bytes, each a character, until a value is known. */
final class CsvRowReader extends RowReader {

    private static final String NULL = "\\N";

    /** A value's bytes, and whether they were enclosed: then they are never NULL. */
    private record Value(String bytes, boolean enclosed) {}

    private final LoadPlan.Format.Csv format;
    private final String separator;
    private final String delimiter;
    private String body = "";
    private int at;

    CsvRowReader(LoadPlan plan, LoadPlan.Format.Csv format, ErrorLog errors) {
        super(plan, errors);
        this.format = format;
        this.separator = bytes(format.columnSeparator());
        this.delimiter = bytes(format.rowDelimiter());
        for (var column : plan.columns()) {
            if (column.type().kind() == ColumnType.Kind.JSON) {
                throw new LoadFailedException(
                        "The stand-in does not implement JSON columns in CSV: '%s'".formatted(column.name()));
            }
        }
    }

    private static String bytes(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @Override
    void read(BufferedInputStream all, ReceivedBytes in, Target target) throws IOException {
        body = new String(in.readAllBytes(), ISO_8859_1);
        while (at < body.length()) {
            // StarRocks skips blank lines and counts none of them.
            if (body.startsWith(delimiter, at)) {
                at += delimiter.length();
                continue;
            }
            var start = at;
            var row = values();
            row(take(row), () -> new String(body.substring(start, at).getBytes(ISO_8859_1), UTF_8), in, target);
        }
    }

    private List<Value> values() {
        var row = new ArrayList<Value>();
        while (true) {
            row.add(value());
            if (body.startsWith(separator, at)) {
                at += separator.length();
            } else {
                at = Math.min(body.length(), at + delimiter.length());
                return row;
            }
        }
    }

    private Value value() {
        var enclose = format.enclose();
        if (enclose != null && at < body.length() && body.charAt(at) == enclose) {
            return new Value(enclosed(enclose), true);
        }
        var end = at;
        while (end < body.length() && !body.startsWith(separator, end) && !body.startsWith(delimiter, end)) {
            end++;
        }
        var bytes = body.substring(at, end);
        at = end;
        return new Value(bytes, false);
    }

    private String enclosed(char enclose) {
        var value = new StringBuilder();
        at++;
        while (at < body.length()) {
            var c = body.charAt(at++);
            if (c != enclose) {
                value.append(c);
            } else if (at < body.length() && body.charAt(at) == enclose) {
                value.append(c);
                at++;
            } else {
                break;
            }
        }
        return value.toString();
    }

    /** Puts the values of a row where they belong and returns what is wrong with it. */
    private @Nullable String take(List<Value> row) {
        Arrays.fill(values, null);
        var places = format.places();
        if (row.size() != places.size()) {
            return "Target column count: %d doesn't match source value column count: %d. Column separator: '%s', Row delimiter: '%s'"
                    .formatted(places.size(), row.size(), format.columnSeparator(), format.rowDelimiter());
        }
        for (var i = 0; i < row.size(); i++) {
            var value = row.get(i);
            var place = places.get(i);
            if (place >= 0 && (value.enclosed() || !value.bytes().equals(NULL))) {
                var wrong = put(place, i, value);
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        return null;
    }

    private @Nullable String put(int place, int position, Value value) {
        var column = plan.columns().get(place);
        String text;
        try {
            text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(value.bytes().getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException _) {
            return "Invalid UTF-8 row";
        }
        try {
            values[place] = Coercion.coerce(column, Coercion.Source.STRING, text);
            return null;
        } catch (BadValueException _) {
            return plan.mode() == LoadPlan.Mode.STRICT ? outOfRange(column, position, text) : null;
        }
    }

    private static String outOfRange(Column column, int position, String text) {
        return "The field (name = %s, pos = %d) is out of range. Type: %s, Value length: %d, Value: %s"
                .formatted(column.name(), position, column.type().backendName(), text.length(), text);
    }
}

package io.bisync.starrocks.http;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.StarRocksException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the result of a statement: one JSON object a line for a SELECT, one object for SHOW and DESC.
 * A SELECT without its last line, the statistics, was cut short.
 */
final class SqlResult {

    private SqlResult() {}

    static List<List<@Nullable Object>> rows(Reply reply) {
        if (reply.status() == 401) {
            throw new StarRocksException(ErrorCode.ACCESS_DENIED, "StarRocks refuses the statement's user");
        }
        var rows = new ArrayList<List<@Nullable Object>>();
        var complete = false;
        for (var line : (Iterable<String>) reply.text().lines()::iterator) {
            if (line.isBlank()) {
                continue;
            }
            var json = Json.object(line).orElseThrow(() -> failure(reply, "a line of it is not a JSON object"));
            if (reply.status() != 200 || "FAILED".equals(json.path("status").stringValue(""))) {
                throw failure(reply, Messages.quote(json.path("msg").stringValue("no message")));
            }
            complete |= read(json, rows);
        }
        if (!complete || !reply.complete()) {
            throw failure(reply, "its result is cut short");
        }
        return rows;
    }

    /** Adds the rows of one object and says whether it is the last one. */
    private static boolean read(JsonNode json, List<List<@Nullable Object>> rows) {
        var data = json.path("data");
        if (data.isArray() && json.has("meta")) {
            data.forEach(row -> rows.add(values(row)));
            return true;
        }
        if (data.isArray()) {
            rows.add(values(data));
        }
        return json.has("statistics");
    }

    private static List<@Nullable Object> values(JsonNode row) {
        var values = new ArrayList<@Nullable Object>(row.size());
        row.values().forEach(value -> values.add(value(value)));
        return values;
    }

    private static @Nullable Object value(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.numberValue();
            case STRING -> value.stringValue();
            case ARRAY, OBJECT, BINARY, POJO -> value.toString();
        };
    }

    private static StarRocksException failure(Reply reply, String why) {
        return new StarRocksException(ErrorCode.STATEMENT_FAILED, "HTTP " + reply.status() + " to a statement: " + why);
    }
}

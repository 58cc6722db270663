package io.bisync.local.starrocks.sql;

import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.row.JsonText;
import io.bisync.local.starrocks.table.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frontend's SQL address: one query in, lines of JSON out. */
public final class HttpSql {

    private static final int LONGEST_BODY = 6_815_744;
    private static final Set<String> FIELDS = Set.of("query", "sessionVariables", "onlyOutputResultRaw");
    private static final Set<String> VARIABLES = Set.of("query_timeout");
    private static final String CONTENT_TYPE = "application/x-ndjson; charset=utf-8";

    private final Schema schema;
    private final Queries queries;
    private final ShowStatements shows;
    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicInteger connections = new AtomicInteger();

    public HttpSql(Schema schema, Queries queries, Map<String, Integer> frontendConfig) {
        this.schema = schema;
        this.queries = queries;
        this.shows = new ShowStatements(schema, frontendConfig);
    }

    public void handle(Exchange exchange, String catalog, @Nullable String database) throws IOException {
        try {
            if (!catalog.equals("default_catalog") || (database != null && !schema.hasDatabase(database))) {
                throw new SqlRefusedException(403, "set catalog or db failed");
            }
            var statement = Queries.single(query(exchange));
            switch (ShowStatements.isAdminShow(statement) ? "SHOW" : Queries.firstWord(statement)) {
                case "SELECT", "WITH", "(" -> select(exchange, database, statement);
                case "SHOW", "DESC", "DESCRIBE" -> show(exchange, shows.run(database, statement));
                case "EXPLAIN", "KILL" ->
                    throw new SqlRefusedException(500, "The stand-in does not implement EXPLAIN and KILL");
                default ->
                    throw new SqlRefusedException(
                            400, "http query only support SELECT, SHOW, EXPLAIN, DESC, KILL statement");
            }
        } catch (SqlRefusedException e) {
            exchange.answer(refusal(e));
        }
    }

    private static Answer refusal(SqlRefusedException e) {
        var message = JsonText.quoted(String.valueOf(e.getMessage()));
        var reason = switch (e.status()) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            default -> "Internal Server Error";
        };
        return Answer.of(
                e.status(),
                reason,
                CONTENT_TYPE,
                "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":%s,\"message\":%s}".formatted(message, message));
    }

    private String query(Exchange exchange) throws IOException {
        var body = exchange.body().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new SqlRefusedException(400, "The body is longer than 6.5 MB");
        }
        var text = new String(body, StandardCharsets.UTF_8);
        JsonNode request;
        try {
            request = json.readTree(text);
        } catch (JacksonException _) {
            throw new SqlRefusedException(400, "malformed json [ " + text + " ]");
        }
        for (var field : request.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new SqlRefusedException(400, "The stand-in does not implement the field '%s'".formatted(field));
            }
        }
        for (var variable : request.path("sessionVariables").propertyNames()) {
            if (!VARIABLES.contains(variable)) {
                throw new SqlRefusedException(
                        400, "The stand-in does not implement the session variable '%s'".formatted(variable));
            }
        }
        if (request.path("onlyOutputResultRaw").asBoolean(false)) {
            throw new SqlRefusedException(400, "The stand-in does not implement onlyOutputResultRaw");
        }
        return request.path("query").asString("");
    }

    private void select(Exchange exchange, @Nullable String database, String statement) throws IOException {
        var frames = new Frames(exchange, connections.incrementAndGet());
        try {
            queries.select(database, statement, frames);
            frames.end();
        } catch (SqlRefusedException e) {
            if (!frames.isStarted()) {
                throw e;
            }
            // The real one can only cut the connection here, too.
            exchange.close();
        }
    }

    private static void show(Exchange exchange, ShowStatements.Shown shown) throws IOException {
        var meta = shown.columns().stream()
                .map(name -> "{\"name\":%s,\"type\":\"varchar\"}".formatted(JsonText.quoted(name)))
                .collect(Collectors.joining(",", "[", "]"));
        var data = shown.rows().stream()
                .map(row -> object(shown.columns(), row))
                .collect(Collectors.joining(",", "[", "]"));
        var result = "{\"meta\":%s,\"data\":%s,\"statistics\":{\"scanRows\":0,\"scanBytes\":0,\"returnRows\":%d}}"
                .formatted(meta, data, shown.rows().size());
        try (var out = exchange.answerInChunks(start())) {
            out.write(result.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String object(List<String> names, List<@Nullable String> row) {
        var object = new StringBuilder("{");
        for (var i = 0; i < names.size(); i++) {
            var value = row.get(i);
            object.append(i == 0 ? "" : ",")
                    .append(JsonText.quoted(names.get(i)))
                    .append(':')
                    .append(value == null ? "null" : JsonText.quoted(value));
        }
        return object.append('}').toString();
    }

    private static Answer start() {
        return new Answer(
                200,
                "OK",
                Map.of(
                        "content-type",
                        CONTENT_TYPE,
                        "X-StarRocks-Query-Id",
                        UUID.randomUUID().toString()),
                "");
    }

    /** Writes a SELECT's result; nothing is sent before the columns are known. */
    private static final class Frames implements RowConsumer {

        private final Exchange exchange;
        private final int connection;
        private @Nullable OutputStream out;
        private long rows;

        Frames(Exchange exchange, int connection) {
            this.exchange = exchange;
            this.connection = connection;
        }

        boolean isStarted() {
            return out != null;
        }

        @Override
        public void columns(List<ResultColumn> columns) throws IOException {
            out = exchange.answerInChunks(start());
            line("{\"connectionId\":%d}".formatted(connection));
            line(columns.stream()
                    .map(column ->
                            "{\"name\":%s,\"type\":\"%s\"}".formatted(JsonText.quoted(column.name()), column.type()))
                    .collect(Collectors.joining(",", "{\"meta\":[", "]}")));
        }

        @Override
        public void row(List<@Nullable Object> values) throws IOException {
            rows++;
            var line = new StringBuilder("{\"data\":[");
            for (var i = 0; i < values.size(); i++) {
                line.append(i == 0 ? "" : ",").append(json(values.get(i)));
            }
            line(line.append("]}").toString());
        }

        private static String json(@Nullable Object value) {
            return value instanceof String text ? JsonText.quoted(text) : String.valueOf(value);
        }

        void end() throws IOException {
            line("{\"statistics\":{\"scanRows\":%d,\"scanBytes\":0,\"returnRows\":%d}}".formatted(rows, rows));
            if (out != null) {
                out.close();
            }
        }

        private void line(String text) throws IOException {
            if (out != null) {
                out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

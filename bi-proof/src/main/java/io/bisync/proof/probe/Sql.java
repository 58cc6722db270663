package io.bisync.proof.probe;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks StarRocks over HTTP SQL, as an analyst's tool would. */
public final class Sql {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String authorization;

    public Sql(URI frontend, String database, String username, String password) {
        this.endpoint = frontend.resolve("/api/v1/catalogs/default_catalog/databases/" + database + "/sql");
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public static Sql of(LocalStack stack) {
        return new Sql(
                stack.starRocks().frontend(),
                stack.starRocks().database(),
                stack.starRocks().username(),
                stack.starRocks().password());
    }

    /** An answer: the columns with their StarRocks types, and the rows in the order of the columns. */
    public record Answer(List<Column> columns, List<JsonNode> rows) {

        /** A column of an answer. */
        public record Column(String name, String type) {}

        public int indexOf(String column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(column)) {
                    return i;
                }
            }
            return -1;
        }

        public String text(JsonNode row, String column) {
            return row.get(indexOf(column)).asString();
        }
    }

    /** Runs one SELECT. */
    public Answer query(String sql) {
        List<Answer.Column> columns = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        boolean complete = false;
        for (String line : send(sql).lines().toList()) {
            JsonNode node = JSON.readTree(line);
            node.path("meta")
                    .forEach(column -> columns.add(new Answer.Column(
                            column.get("name").asString(), column.get("type").asString())));
            if (node.has("data")) {
                rows.add(node.get("data"));
            }
            complete |= node.has("statistics");
        }
        if (!complete) {
            throw new IllegalStateException("StarRocks cut its answer off: " + sql);
        }
        return new Answer(columns, rows);
    }

    /** The names of all base tables. */
    public Set<String> tables() {
        return query(BusinessTable.NAMES).rows().stream()
                .map(row -> row.get(0).asString())
                .collect(Collectors.toSet());
    }

    /** The one number that a query answers. */
    public long number(String sql) {
        return query(sql).rows().getFirst().get(0).asLong();
    }

    private String send(String sql) {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", sql))))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("StarRocks answered HTTP %d to '%s': %s"
                        .formatted(response.statusCode(), sql, response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("StarRocks cannot be asked: " + sql, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking StarRocks", e);
        }
    }
}

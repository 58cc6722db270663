package io.bisync.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the running demo: its control addresses, and StarRocks by SQL. */
final class DemoHttp {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final DemoAddresses addresses;

    DemoHttp(DemoAddresses addresses) {
        this.addresses = addresses;
    }

    /** What a control address answers: a value, several in a row, or those of an array; none for "there is none". */
    List<JsonNode> values(String address) {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(address)).build());
        if (response.statusCode() != 200) {
            return List.of();
        }
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(response.body())) {
            return values.readAll();
        }
    }

    /** The rows of a SELECT, each as {@code column=value} pairs. */
    List<String> query(String sql) {
        String credentials = addresses.get("username") + ":" + addresses.get("password");
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(addresses.get("frontend")
                        + "/api/v1/catalogs/default_catalog/databases/" + addresses.get("database") + "/sql"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", sql))))
                .build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "StarRocks answered HTTP %d: %s".formatted(response.statusCode(), response.body()));
        }
        List<String> names = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        response.body().lines().map(JSON::readTree).forEach(line -> {
            line.path("meta").forEach(column -> names.add(column.get("name").asString()));
            if (line.has("data")) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < names.size(); i++) {
                    values.add(names.get(i) + "=" + line.get("data").get(i).asString("null"));
                }
                rows.add(String.join("  ", values));
            }
        });
        return rows;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("The demo does not answer at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the demo", e);
        }
    }
}

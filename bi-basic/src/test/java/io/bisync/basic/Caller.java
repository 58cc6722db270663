package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls the REST addresses, with a token or without; remembers every answer. */
record Caller(URI address, @Nullable String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Everything that was answered to anybody. */
    static final List<String> ANSWERS = new CopyOnWriteArrayList<>();

    record Answer(int status, String text, HttpResponse<String> response) {

        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        /** The code of a problem. */
        String code() {
            return json().path("code").asString();
        }
    }

    /** The same one at another port. */
    Caller at(URI other) {
        return new Caller(other, token);
    }

    Answer get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    Answer post(String path, String json, String... headers) {
        return send(path, request -> {
            request.POST(BodyPublishers.ofString(json));
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    Answer disable(String path) {
        return post(path + "/disable", "{\"reason\":\"a test\"}");
    }

    Answer put(String path, String json, String... headers) {
        return send(path, request -> {
            request.PUT(BodyPublishers.ofString(json));
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    Answer patch(String path, String json, String... headers) {
        return send(path, request -> {
            request.method("PATCH", BodyPublishers.ofString(json));
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    /** Changes what is given of the newest version. */
    Answer change(String path, String json) {
        return patch(path, json, "If-Match", etag(path));
    }

    String etag(String path) {
        return get(path).response().headers().firstValue("ETag").orElseThrow();
    }

    Answer delete(String path, String... headers) {
        return send(path, request -> {
            request.DELETE();
            if (headers.length > 0) {
                request.headers(headers);
            }
        });
    }

    Answer form(String path, String form) {
        return send(
                path,
                request -> request.POST(BodyPublishers.ofString(form))
                        .setHeader("Content-Type", "application/x-www-form-urlencoded"));
    }

    String makeToken(String role) {
        return makeToken(role, "\"source\":null");
    }

    String makeToken(String role, String more) {
        var made = post("/api/access-tokens", "{\"name\":\"a %s\",\"role\":\"%s\",%s}".formatted(role, role, more));
        assertThat(made.status()).isEqualTo(201);
        var token = made.json().path("token").asString();
        // The one answer that may show it; every later one is still watched.
        ANSWERS.removeIf(answer -> answer.contains(token));
        return token;
    }

    /** Opens a link for an account's merchant: its state, which no later answer may show. */
    String openAuthorisation(String account) {
        var opened = post("/api/accounts/%s/authorisations".formatted(account), "");
        assertThat(opened.status()).as(opened.text()).isEqualTo(200);
        var link = opened.json().path("link").asString();
        ANSWERS.removeIf(answer -> answer.contains(link));
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private Answer send(String path, Consumer<HttpRequest.Builder> method) {
        var request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT).header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        method.accept(request);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            ANSWERS.add(response.headers() + response.body());
            Exchanges.check();
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}

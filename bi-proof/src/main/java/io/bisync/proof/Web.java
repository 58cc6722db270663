package io.bisync.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP to addresses of the suite. */
final class Web {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a GET answers, whatever its status. */
    String get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    /** What a GET with a bearer token answers. */
    String get(URI address, String token) {
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token));
    }

    /** What a POST of JSON answers. */
    String post(URI address, String json) {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private String send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(Duration.ofMinutes(2)).build();
        try {
            return http.send(built, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + built.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + built.uri(), e);
        }
    }
}

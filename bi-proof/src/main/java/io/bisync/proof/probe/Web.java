package io.bisync.proof.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP to addresses of the suite. */
public final class Web {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer, whatever its status. */
    public record Reply(int status, String body) {}

    /** What a GET answers; anything but HTTP 200 is an exception. */
    public String get(URI address) {
        return body(address, ask(address));
    }

    /** What a GET with a bearer token answers; anything but HTTP 200 is an exception. */
    public String get(URI address, String token) {
        return body(address, ask(address, token));
    }

    private static String body(URI address, Reply reply) {
        if (reply.status() != 200) {
            throw new IllegalStateException("%s answered HTTP %d".formatted(address, reply.status()));
        }
        return reply.body();
    }

    /** What a GET answers. */
    public Reply ask(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    /** What a GET with a bearer token answers. */
    public Reply ask(URI address, String token) {
        return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token));
    }

    private Reply send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(Duration.ofMinutes(2)).build();
        try {
            var response = http.send(built, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + built.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + built.uri(), e);
        }
    }
}

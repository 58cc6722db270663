package io.bisync.proof.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

    /** What a GET answers, line by line as it comes; anything but HTTP 200 is an exception. */
    public void lines(URI address, Consumer<String> reader) {
        HttpResponse<Stream<String>> response = send(HttpRequest.newBuilder(address), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new IllegalStateException("%s answered HTTP %d".formatted(address, response.statusCode()));
            }
            lines.forEach(reader);
        }
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
        var response = send(request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        HttpRequest built = request.timeout(Duration.ofMinutes(2)).build();
        try {
            return http.send(built, body);
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + built.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + built.uri(), e);
        }
    }
}

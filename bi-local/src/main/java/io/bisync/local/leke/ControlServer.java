package io.bisync.local.leke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The control address: JSON over HTTP on loopback. */
final class ControlServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LekeEventSource source;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ControlServer(LekeEventSource source, int port) {
        this.source = source;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No control address on 127.0.0.1:" + port, e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try {
            return switch (asked) {
                case "GET /control/truth" ->
                    Reply.lines(Stream.concat(source.truth().stream(), source.others().stream())
                            .toList());
                case "GET /control/poison" -> Reply.json(200, source.poison());
                case "GET /control/status" -> Reply.json(200, source.status());
                case "POST /control/speed" -> {
                    source.speed(number(exchange, "changesPerSecond"));
                    yield Reply.json(200, source.status());
                }
                case "POST /control/poison" -> {
                    source.poison((int) number(exchange, "count"));
                    yield Reply.json(200, source.poison());
                }
                case "POST /control/pause" -> {
                    source.pause();
                    yield Reply.json(200, source.status());
                }
                case "POST /control/resume" -> {
                    source.resume();
                    yield Reply.json(200, source.status());
                }
                case "POST /control/change" -> {
                    source.change();
                    yield Reply.json(200, source.status());
                }
                default -> order(asked);
            };
        } catch (IllegalArgumentException | JacksonException wrong) {
            return Reply.json(400, Map.of("error", String.valueOf(wrong.getMessage())));
        } catch (RuntimeException e) {
            log.error("{} failed", asked, e);
            return Reply.json(500, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    /** GET /control/orders/{id} · POST /control/orders/{id}/delete · POST /control/orders/{id}/items/{line}/remove. */
    private Reply order(String asked) {
        String[] parts = asked.split("/", -1);
        if (asked.matches("GET /control/orders/[^/]+")) {
            List<TruthRow> rows = source.truth(parts[3]);
            return rows == null ? notFound("order " + parts[3]) : Reply.lines(rows);
        }
        if (asked.matches("POST /control/orders/[^/]+/delete")) {
            return version(source.delete(parts[3]), "living order " + parts[3]);
        }
        if (asked.matches("POST /control/orders/[^/]+/items/[^/]+/remove")) {
            return version(
                    source.removeItem(parts[3], parts[5]),
                    "living order %s with a line %s".formatted(parts[3], parts[5]));
        }
        return notFound("resource " + asked);
    }

    private static Reply version(long version, String what) {
        return version < 0 ? notFound(what) : Reply.json(200, Map.of("version", version));
    }

    private static Reply notFound(String what) {
        return Reply.json(404, Map.of("error", "There is no " + what));
    }

    private static double number(HttpExchange exchange, String name) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var value = body.get(name);
        if (value == null || !value.isNumber()) {
            throw new IllegalArgumentException("The body must be {\"%s\": <number>}".formatted(name));
        }
        return value.doubleValue();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Reply(int status, String type, byte[] body) {

        static Reply json(int status, @Nullable Object body) {
            return new Reply(status, "application/json;charset=UTF-8", JSON.writeValueAsBytes(body));
        }

        static Reply lines(List<?> rows) {
            var out = new ByteArrayOutputStream();
            for (Object row : rows) {
                out.writeBytes(JSON.writeValueAsBytes(row));
                out.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
            }
            return new Reply(200, "application/x-ndjson;charset=UTF-8", out.toByteArray());
        }
    }
}

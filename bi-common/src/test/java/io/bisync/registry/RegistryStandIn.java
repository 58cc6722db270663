package io.bisync.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A registry in this process: the endpoints that we call, and nothing else. {@link SchemaRegistryContract} holds it and a real
 * registry to the same answers.
 */
public final class RegistryStandIn implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<JsonNode> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();

    /** What was asked: method and path. */
    public final List<String> questions = new CopyOnWriteArrayList<>();

    /** The last header of who asks. */
    volatile @Nullable String authorization;

    /** What is answered to everything, or 0. */
    public volatile int status;

    public RegistryStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Registers without a level, as somebody else does. */
    public synchronized int register(String subject, SchemaType type, String text) {
        return add(subject, JSON.createObjectNode().put("schema", text).put("schemaType", type.name()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            questions.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var answer = status != 0 ? new Answer(status, "{}") : answer(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int status, String body) {}

    private synchronized Answer answer(HttpExchange exchange, String body) {
        var path = exchange.getRequestURI().getRawPath().substring(1).split("/", -1);
        var post = exchange.getRequestMethod();
        if (path[0].equals("schemas") && path[1].equals("ids")) {
            var id = Integer.parseInt(path[2]);
            return id < 1 || id > schemas.size()
                    ? unknown(40_403, "Schema " + id)
                    : new Answer(200, schemas.get(id - 1).toString());
        }
        if (path[0].equals("config")) {
            return path.length == 1
                    ? new Answer(200, "{\"compatibilityLevel\":\"NONE\"}")
                    : level(decoded(path[1]), post.equals("PUT") ? JSON.readTree(body) : null);
        }
        var subject = decoded(path[1]);
        if (post.equals("POST")) {
            var schema = JSON.readTree(body);
            return fits(subject, schema)
                    ? new Answer(200, "{\"id\":" + add(subject, schema) + "}")
                    : new Answer(409, "{\"error_code\":409,\"message\":\"Incompatible schema\"}");
        }
        var ids = subjects.get(subject);
        if (ids == null) {
            return unknown(40_401, "Subject '" + subject + "'");
        }
        var version = path[3].equals("latest") ? ids.size() : Integer.parseInt(path[3]);
        var found = (tools.jackson.databind.node.ObjectNode)
                schemas.get(ids.get(version - 1) - 1).deepCopy();
        return new Answer(
                200,
                found.put("subject", subject)
                        .put("id", ids.get(version - 1))
                        .put("version", version)
                        .toString());
    }

    private Answer level(String subject, @Nullable JsonNode level) {
        if (level != null) {
            levels.put(subject, level.get("compatibility").asString());
            return new Answer(200, level.toString());
        }
        return subjects.containsKey(subject)
                ? new Answer(200, "{\"compatibilityLevel\":\"" + levels.getOrDefault(subject, "NONE") + "\"}")
                : unknown(40_401, "Subject '" + subject + "'");
    }

    private int add(String subject, JsonNode schema) {
        var ids = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        var known = schemas.indexOf(schema) + 1;
        if (known == 0) {
            schemas.add(schema);
            known = schemas.size();
        }
        if (!ids.contains(known)) {
            ids.add(known);
        }
        return known;
    }

    /** Only Avro is held against the level. */
    private boolean fits(String subject, JsonNode schema) {
        var ids = subjects.get(subject);
        if (ids == null
                || schema.hasNonNull("schemaType")
                || levels.getOrDefault(subject, "NONE").equals("NONE")) {
            return true;
        }
        var before = parsed(schemas.get(ids.getLast() - 1));
        return SchemaCompatibility.checkReaderWriterCompatibility(parsed(schema), before)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static org.apache.avro.Schema parsed(JsonNode schema) {
        return new org.apache.avro.Schema.Parser().parse(schema.get("schema").asString());
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, UTF_8);
    }

    private static Answer unknown(int code, String what) {
        return new Answer(404, "{\"error_code\":%d,\"message\":\"%s not found.\"}".formatted(code, what));
    }
}

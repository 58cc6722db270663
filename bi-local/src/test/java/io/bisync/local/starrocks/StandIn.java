package io.bisync.local.starrocks;

import io.bisync.local.postgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One stand-in for all tests of this package, in front of a PostgreSQL of its own. */
final class StandIn implements BeforeAllCallback {

    private static final AtomicInteger LABELS = new AtomicInteger();

    private static @Nullable Path folder;
    private static @Nullable LocalPostgres postgres;
    private static @Nullable StarRocksStandIn standIn;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (standIn == null) {
            folder = folder();
            postgres = LocalPostgres.start(folder);
            postgres.createDatabase("starrocks");
            standIn = StarRocksStandIn.start(
                    StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
            Runtime.getRuntime().addShutdownHook(new Thread(StandIn::stop));
        }
    }

    /** With the JVM: classes that run in it one after the other share it. */
    private static void stop() {
        get().close();
        Objects.requireNonNull(postgres).close();
        try {
            FileSystemUtils.deleteRecursively(Objects.requireNonNull(folder));
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private static Path folder() throws IOException {
        var target = Path.of(System.getProperty("bisync.root", ".")).resolve("bi-local/target");
        Files.createDirectories(target);
        return Files.createTempDirectory(target, "starrocks-");
    }

    static StarRocksStandIn get() {
        return Objects.requireNonNull(standIn);
    }

    /** The database behind it. */
    static LocalPostgres database() {
        return Objects.requireNonNull(postgres);
    }

    static StarRocksStandIn restarted() {
        var old = get();
        old.close();
        var database = Objects.requireNonNull(postgres);
        standIn = StarRocksStandIn.start(
                StandInSettings.of(database.jdbcUrl("starrocks"), database.user(), database.password())
                        .withCredentials(old.username(), old.password()));
        return get();
    }

    static String newLabel() {
        return "test-" + LABELS.incrementAndGet();
    }

    static String authorization() {
        return RawClient.basic(get().username(), get().password());
    }

    /** The headers that every correct load has. */
    static Map<String, String> headers(String label) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("authorization", authorization());
        headers.put("expect", "100-continue");
        headers.put("label", label);
        headers.put("format", "json");
        headers.put("strict_mode", "true");
        headers.put("max_filter_ratio", "0");
        return headers;
    }

    static String head(String table, Map<String, String> headers) {
        var head = new StringBuilder("PUT /api/bi/%s/_stream_load HTTP/1.1\nhost: starrocks\n".formatted(table));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append('\n'));
        return head.append('\n').toString();
    }

    /** Loads a body at the backend and returns its answer. */
    static JsonNode load(String table, Map<String, String> headers, String body) throws IOException {
        try (var client = new RawClient(get().backend())) {
            var all = new LinkedHashMap<>(headers);
            all.put("content-length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
            client.send(head(table, all));
            var reply = client.reply();
            if (reply.isContinue()) {
                reply = client.sendBody(body).reply();
            }
            return json(reply.body());
        }
    }

    static JsonNode load(String table, String body) throws IOException {
        return load(table, headers(newLabel()), body);
    }

    static JsonNode loadWith(String table, String header, String value, String body) throws IOException {
        var headers = headers(newLabel());
        headers.put(header, value);
        return load(table, headers, body);
    }

    static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    static String state(String label) throws IOException {
        try (var client = new RawClient(get().frontend())) {
            return client.send("GET /api/bi/get_load_state?label=%s HTTP/1.1\nauthorization: %s\n\n"
                            .formatted(label, authorization()))
                    .reply()
                    .body();
        }
    }
}

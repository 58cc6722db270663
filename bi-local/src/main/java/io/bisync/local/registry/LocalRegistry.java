package io.bisync.local.registry;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.FreePorts;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Apicurio Registry on 127.0.0.1, with its schemas in memory, asked by Confluent's API. */
public final class LocalRegistry implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int ANSWERED = 200;

    private final ChildProcess server;
    private final int port;

    private LocalRegistry(ChildProcess server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a registry on a free port and returns when it answers. */
    public static LocalRegistry start(Path data) {
        var program = Checkout.root().resolve("bi-local/registry/target/server/quarkus-run.jar");
        if (!Files.isRegularFile(program)) {
            throw new IllegalStateException(
                    "The schema registry is not in %s. Fetch it with: mvn -Pregistry -pl bi-local/registry generate-resources"
                            .formatted(program.getParent()));
        }
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var port = FreePorts.next();
        var server = ChildProcess.start(Program.java(
                        "registry",
                        data.toAbsolutePath(),
                        List.of(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.http.port=" + port,
                                "-Dquarkus.management.host=127.0.0.1",
                                "-Dquarkus.management.port=" + FreePorts.next(),
                                "-jar",
                                program.toString()))
                .withEnvironment(Map.of("APICURIO_STORAGE_KIND", "sql", "APICURIO_STORAGE_SQL_KIND", "h2")));
        var registry = new LocalRegistry(server, port);
        server.awaitReady(registry::answers, START_LIMIT);
        return registry;
    }

    /** The address of Confluent's API. */
    public URI url() {
        return at("/apis/ccompat/v7");
    }

    /** The address of the registry's own API. */
    public URI own() {
        return at("/apis/registry/v3");
    }

    @Override
    public void close() {
        server.terminate(STOP_LIMIT);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private boolean answers() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var question = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                    .timeout(ANSWER_LIMIT)
                    .build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == ANSWERED;
        }
    }
}

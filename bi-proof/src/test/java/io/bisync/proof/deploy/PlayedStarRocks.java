package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Scripts of {@code deploy/starrocks} as a pod runs them, with a player in the place of MySQL client and StarRocks: it shows
 * what is asked for when, and nothing about StarRocks.
 */
final class PlayedStarRocks {

    private final Path folder;
    private final Path played;

    /** What a script ended with and printed. */
    record Run(int code, String printed) {}

    PlayedStarRocks(Path folder) throws IOException {
        this.folder = folder;
        this.played = Files.createDirectories(folder.resolve("played"));
        var player = folder.resolve("mysql");
        try (var script = Objects.requireNonNull(PlayedStarRocks.class.getResourceAsStream("mysql"))) {
            Files.copy(script, player);
        }
        assertThat(player.toFile().setExecutable(true)).isTrue();
    }

    Run run(String script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("sh", Checkout.path("deploy/starrocks/" + script).toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH", folder + ":" + System.getenv("PATH"),
                        "PLAYED", played.toString(),
                        "STARROCKS_HOST", "starrocks",
                        "STARROCKS_PORT", "9030",
                        "STARROCKS_USERNAME", "ddl",
                        "STARROCKS_DATABASE", "bi",
                        "MYSQL_PWD", "none"));
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), printed);
    }

    /** Tells the player something. */
    void tell(String name, String text) throws IOException {
        Files.writeString(played.resolve(name), text);
    }

    void forget(String name) throws IOException {
        Files.delete(played.resolve(name));
    }

    /** What the player noted; nothing where it noted nothing. */
    String noted(String name) throws IOException {
        var file = played.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }
}

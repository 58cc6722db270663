package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/starrocks/apply.sh} as a pod runs it, with a player in the place of MySQL client and StarRocks: it shows
 * what is applied when, and nothing about StarRocks.
 */
class ApplyTests {

    private static final String CHANGE = "ALTER TABLE ods_leke_order ADD COLUMN note VARCHAR(64) NULL;\n";

    @TempDir
    private Path folder;

    private Path tables;
    private Path played;

    private record Run(int code, String printed) {}

    @BeforeEach
    void aReleaseOfOneTable() throws IOException {
        tables = Files.createDirectories(folder.resolve("tables"));
        played = Files.createDirectories(folder.resolve("played"));
        write(tables.resolve("ods_leke_order.sql"), "CREATE TABLE IF NOT EXISTS ods_leke_order (id BIGINT);\n");
    }

    @Test
    void aNewTableContainsTheChangesThatItsFileHas() throws Exception {
        write(tables.resolve("001.sql"), CHANGE);

        assertThat(apply().code()).isZero();

        assertThat(altered()).isEmpty();
        assertThat(state("001")).startsWith("contained ");
    }

    @Test
    void aChangeIsAppliedOnceHoweverOftenTheScriptRuns() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);

        assertThat(apply().code()).isZero();
        assertThat(apply().code()).isZero();

        assertThat(altered()).isEqualTo(CHANGE);
        assertThat(state("001")).startsWith("applied ");
    }

    @Test
    void aChangeThatBeganAndDidNotEndIsNeverRepeatedByItself() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);
        write(played.resolve("die"), "");
        assertThat(apply().code()).isNotZero();
        Files.delete(played.resolve("die"));

        var again = apply();

        assertThat(again.code()).isNotZero();
        assertThat(again.printed()).contains("Change 001 of ods_leke_order began", "DESC bi.ods_leke_order");
        assertThat(altered()).isEqualTo(CHANGE);
    }

    @Test
    void aChangeThatIsEditedAfterItWasAppliedIsRefused() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);
        apply();
        write(tables.resolve("001.sql"), CHANGE.replace("64", "128"));

        var edited = apply();

        assertThat(edited.code()).isNotZero();
        assertThat(edited.printed()).contains("Change 001 was edited");
    }

    @Test
    void aChangeThatStarRocksCancelsStopsTheRelease() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);
        write(played.resolve("alter-state"), "CANCELLED");

        assertThat(apply().printed()).contains("cancelled the ALTER of ods_leke_order");
        assertThat(state("001")).startsWith("began ");
    }

    private Run apply() throws IOException, InterruptedException {
        var player = folder.resolve("mysql");
        if (!Files.exists(player)) {
            try (var script = Objects.requireNonNull(ApplyTests.class.getResourceAsStream("mysql"))) {
                Files.copy(script, player);
            }
            assertThat(player.toFile().setExecutable(true)).isTrue();
        }
        var builder = new ProcessBuilder(
                        "sh", Checkout.path("deploy/starrocks/apply.sh").toString(), tables.toString())
                .redirectErrorStream(true);
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

    private String altered() throws IOException {
        var altered = played.resolve("altered");
        return Files.exists(altered) ? Files.readString(altered) : "";
    }

    private String state(String change) throws IOException {
        return Files.readString(played.resolve("changes").resolve(change));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}

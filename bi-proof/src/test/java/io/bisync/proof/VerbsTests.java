package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./bi} where something is missing; every program it may call is on a PATH of the test's own. */
class VerbsTests {

    @TempDir
    private Path programs;

    private record Ended(int code, String out, String error) {}

    @BeforeEach
    void putProgramsOnThePath() throws IOException {
        for (String program : List.of("bash", "env", "dirname", "cat", "uname", "readlink", "sed", "grep")) {
            fake(program, "exec %s \"$@\"".formatted(onPath(program)));
        }
    }

    @Test
    void helpShowsEveryVerbAndSoDoesAWrongOne() throws Exception {
        Ended help = bi("-h");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("demo --check", "order <a>:<id>", "test [mvn args]", "bench", "fmt", "up | down");
        assertThat(help.error()).isEmpty();
        assertThat(bi("--help")).isEqualTo(help);
        assertThat(bi()).isEqualTo(new Ended(2, "", help.out()));
        assertThat(bi("dance")).isEqualTo(new Ended(2, "", help.out()));
    }

    @Test
    void anotherPlatformIsRefused() throws Exception {
        fake("uname", "case $1 in -s) echo Darwin;; *) echo arm64;; esac");

        assertThat(bi("demo").code()).isEqualTo(2);
        assertThat(bi("demo").error())
                .contains("runs on Linux on x86-64 or arm64; this is Darwin on arm64")
                .contains("Use a Linux machine");
        assertThat(bi("test")).isEqualTo(bi("demo"));
    }

    @Test
    void linuxOnArmIsNotRefused() throws Exception {
        fake("uname", "case $1 in -s) echo Linux;; *) echo aarch64;; esac");

        assertThat(bi("test").error()).doesNotContain("this is Linux on aarch64");
    }

    @Test
    void aMissingJdkIsNamed() throws Exception {
        // Whatever is installed here, no release file says 25.
        fake("grep", "exit 1");

        Ended end = bi("demo");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.error()).contains("bisync needs JDK 25 and found none").contains("set JAVA_HOME");
    }

    @Test
    void aMissingMavenIsNamed() throws Exception {
        Ended end = bi("test");

        assertThat(end.code()).isEqualTo(2);
        assertThat(end.error()).contains("found no mvn on the PATH").contains("apt-get install maven");
    }

    @Test
    void aMissingDockerIsNamed() throws Exception {
        assertThat(bi("up").code()).isEqualTo(2);
        assertThat(bi("up").error()).contains("needs a running Docker engine and found none");
    }

    private void fake(String program, String script) throws IOException {
        Path file = programs.resolve(program);
        Files.writeString(file, "#!%s%n%s%n".formatted(onPath("bash"), script));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Ended bi(String... arguments) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Checkout.root().resolve("bi").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", programs.toString(),
                        "HOME", programs.toString(),
                        "JAVA_HOME", System.getProperty("java.home")));
        Path error = programs.resolve("error.txt");
        Process process = builder.redirectError(error.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(error));
    }

    private static Path onPath(String program) {
        return List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}

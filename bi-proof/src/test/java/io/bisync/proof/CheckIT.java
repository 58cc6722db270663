package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ./bi demo --check} as a person runs it: a process that ends with a verdict and an exit code. */
class CheckIT {

    private static final Duration LIMIT = Duration.ofMinutes(20);

    @Test
    void bothSidesAgreeAfterAnEventfulWhile() {
        var check = ChildProcess.start(Program.java(
                "check",
                Checkout.root().resolve("bi-proof/target"),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dbisync.root=" + Checkout.root(),
                        "-Dlogback.configurationFile=logback-stack.xml",
                        "-cp",
                        "classes:lib/*",
                        CheckCommandLine.class.getName())));

        int exitCode = check.awaitExit(LIMIT);

        assertThat(exitCode).as(() -> read(check)).isZero();
        assertThat(read(check)).contains("Both sides agree.");
    }

    private static String read(ChildProcess check) {
        try {
            return Files.readString(check.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.bisync.proof;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;

/** The command line of the check as a process of its own; what it ended with and what it said. */
record CheckProcess(int exitCode, String output) {

    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** Runs to the end; the name is that of its log in this module's target. */
    static CheckProcess run(String name, String... arguments) {
        var process = ChildProcess.start(Program.java(
                name,
                Checkout.root().resolve("bi-proof/target"),
                Stream.concat(
                                Stream.of(
                                        "-Xmx512m",
                                        "-XX:+UseSerialGC",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Dbisync.root=" + Checkout.root(),
                                        "-Dlogback.configurationFile=logback-stack.xml",
                                        "-cp",
                                        "classes:lib/*",
                                        CheckCommandLine.class.getName()),
                                Stream.of(arguments))
                        .toList()));
        int exitCode = process.awaitExit(LIMIT);
        try {
            return new CheckProcess(exitCode, Files.readString(process.log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

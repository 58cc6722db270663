package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line of the suite as {@code ./bi} starts it: a process of its own, with its output in this module's target. */
final class CommandLine {

    private CommandLine() {}

    static ChildProcess start(String name, Class<?> main, String... arguments) {
        return start(name, List.of(), main, arguments);
    }

    /** What it says when it has ended well. */
    static String answer(String name, Class<?> main, String... arguments) {
        ChildProcess command = start(name, main, arguments);
        int code = command.awaitExit(Duration.ofMinutes(2));
        String output = output(command);
        assertThat(code).as(output).isZero();
        return output;
    }

    /** With more on the class path, before all else; the first of it is an extension of the services too. */
    static ChildProcess start(String name, List<Path> beside, Class<?> main, String... arguments) {
        Path target = Checkout.root().resolve("bi-proof/target");
        var program = Program.of(
                name,
                target,
                Stream.of(
                                Stream.of(
                                        // Where a build runs in the background, SIGINT is ignored, and its children
                                        // inherit that.
                                        "env",
                                        "--default-signal=INT",
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx512m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Dbisync.root=" + Checkout.root(),
                                        "-Dlogback.configurationFile=logback-stack.xml"),
                                beside.stream().limit(1).map(extension -> "-Dbisync.extension=" + extension),
                                Stream.of("-cp", classPath(beside), main.getName()),
                                Stream.of(arguments))
                        .flatMap(words -> words)
                        .toList());
        try {
            // Output is appended, and that of an earlier build proves nothing.
            Files.deleteIfExists(program.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ChildProcess.start(program);
    }

    private static String classPath(List<Path> beside) {
        return Stream.concat(beside.stream().map(Path::toString), Stream.of("classes", "lib/*"))
                .collect(Collectors.joining(":"));
    }

    static String output(ChildProcess process) {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

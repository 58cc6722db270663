package io.bisync.proof.start;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engine's own client, as a person would use it. */
record Docker(Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Builds the image of a service without a network, so that it can hold nothing but this project's jar and its base. */
    void build(String service, String version, String commit) {
        run(
                service + "-build",
                "build",
                "--network=none",
                "--build-arg=SERVICE=" + service,
                "--build-arg=VERSION=" + version,
                "--build-arg=COMMIT=" + commit,
                "--tag=" + image(service),
                Checkout.root().toString());
    }

    /** The service's program in a container: its variables by name, so that no value is among the arguments. */
    Program container(Pod pod, Program program, List<Path> readable) {
        List<String> line = client();
        line.addAll(List.of(
                "run",
                "--rm",
                "--name=" + name(pod),
                "--network=host",
                "--read-only",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--user=10001:10001",
                "--tmpfs=/tmp:exec,size=256m",
                "--memory=" + pod.megabytes() + "m",
                // A cache that does not fit ends the start.
                "--env=JDK_JAVA_OPTIONS=-XX:AOTMode=on"));
        readable.forEach(path -> line.add("--volume=%s:%s:ro".formatted(path, path)));
        program.environment().keySet().stream().sorted().forEach(name -> line.add("--env=" + name));
        line.add(image(pod.service()));
        line.addAll(Layout.arguments(program));
        return program.in(folder, line);
    }

    void remove(Pod pod) {
        var removal = ChildProcess.start(program("remove", "rm", "--force", name(pod)));
        removal.awaitExit(LIMIT);
    }

    /** What {@code docker inspect} says of an image. */
    String inspect(String service, String format) {
        return run("inspect", "image", "inspect", "--format=" + format, image(service));
    }

    static String image(String service) {
        return "bisync/" + service;
    }

    private static String name(Pod pod) {
        return "bisync-check-" + pod.service();
    }

    private String run(String name, String... arguments) {
        try {
            var program = program(name, arguments);
            Files.deleteIfExists(program.log());
            ChildProcess.run(program, LIMIT);
            return Files.readString(program.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Program program(String name, String... arguments) {
        List<String> line = client();
        line.addAll(List.of(arguments));
        return Program.of(name, folder, line);
    }

    /** A child inherits no variables: where the engine is has to be said. */
    private static List<String> client() {
        String host = System.getenv("DOCKER_HOST");
        return new ArrayList<>(host == null ? List.of("docker") : List.of("env", "DOCKER_HOST=" + host, "docker"));
    }
}

package io.bisync.proof.start;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.local.stack.ServiceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./bi images}: builds the four images, and runs them. */
@Command(
        name = "./bi images",
        sortOptions = false,
        description = {
            "Builds the images of the four services with the Docker engine that is here, without a network: it needs the base images of the Dockerfile.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image is built (and does what it should)",
            "1:not so",
            "2:the arguments are wrong, or there is no engine"
        })
public final class ImagesCommandLine implements Callable<Integer> {

    @Option(
            names = "--check",
            description =
                    "Then run each among local neighbours as a pod would be (read-only, no capabilities, the pod's user and memory), wait for its readiness, and stop it with SIGTERM.")
    private boolean check;

    public static void main(String... arguments) {
        System.exit(Arguments.of(new ImagesCommandLine()).execute(arguments));
    }

    @Override
    public Integer call() {
        Path folder = Checkout.root().resolve(".bisync/images");
        String commit = System.getProperty("bisync.commit", "unknown");
        try {
            Files.createDirectories(folder);
            var docker = new Docker(folder);
            for (Pod pod : Pod.values()) {
                docker.build(pod.service(), version(pod.service()), commit);
                tell("%-20s %s"
                        .formatted(
                                pod.service(),
                                docker.inspect(
                                                pod.service(),
                                                "{{index .Config.Labels \"org.opencontainers.image.version\"}} of {{index .Config.Labels \"org.opencontainers.image.revision\"}}, {{.Size}} bytes")
                                        .strip()));
            }
            if (check) {
                new ImageCheck(folder, docker, ImagesCommandLine::tell).run();
            }
            return 0;
        } catch (IOException | RuntimeException failed) {
            System.err.println(failed.getMessage());
            return 1;
        }
    }

    /** As the jar's name says it. */
    private static String version(String service) {
        String jar = ServiceJar.of(service).name();
        return jar.substring(service.length() + 1, jar.length() - "-exec.jar".length());
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}

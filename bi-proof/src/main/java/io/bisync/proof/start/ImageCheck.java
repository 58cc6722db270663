package io.bisync.proof.start;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs each image in the place of its service, confined as its pod is. */
final class ImageCheck {

    private static final Duration GRACE = Duration.ofSeconds(230);
    private static final Set<String> FILES = Set.of("BI_SECRET_KEYSET", "BI_PRIVACY_KEYSET", "BI_ACCESS_FIRST_TOKENS");

    private final Path folder;
    private final Docker docker;
    private final Consumer<String> told;

    ImageCheck(Path folder, Docker docker, Consumer<String> told) {
        this.folder = folder;
        this.docker = docker;
        this.told = told;
    }

    void run() {
        var settings = new StackSettings(
                        folder.resolve("stack"), 1, 100, 10, 600, Duration.ofSeconds(1), Duration.ofSeconds(1))
                .withEntities(StackSettings.FEW);
        try (var stack = LocalStack.start(settings, told)) {
            for (ServiceProcess service : stack.services()) {
                service(service);
            }
            HistoryLoads.run(stack, InstantSource.system(), _ -> {});
            job(stack.history("account=7", "entity=order", HistoryLoads.from(InstantSource.system())));
        }
    }

    private void service(ServiceProcess service) {
        var pod = Pod.of(service.name());
        service.terminate();
        service.awaitExit(GRACE);
        try {
            service.restartAs(program -> confined(pod, program));
            service.awaitReady();
            service.terminate();
            int code = service.awaitExit(GRACE);
            if (code != ServiceProcess.TERMINATED) {
                throw new IllegalStateException("The image of %s ended with code %d after SIGTERM, not %d; see %s"
                        .formatted(service.name(), code, ServiceProcess.TERMINATED, service.log()));
            }
            told.accept("%-20s ready as user 10001 on a read-only disk in %d MB; stopped by SIGTERM"
                    .formatted(service.name(), pod.megabytes()));
        } finally {
            docker.remove(pod);
        }
        service.startAgain();
        service.awaitReady();
    }

    private void job(Program program) {
        try {
            ChildProcess.run(confined(Pod.CRON, program), GRACE);
            told.accept("%-20s ended with code 0 in %d MB".formatted("bi-cron", Pod.CRON.megabytes()));
        } finally {
            docker.remove(Pod.CRON);
        }
    }

    private Program confined(Pod pod, Program program) {
        List<Path> readable = program.environment().entrySet().stream()
                .filter(it -> FILES.contains(it.getKey()))
                .map(it -> Path.of(it.getValue()))
                .toList();
        readable.forEach(ImageCheck::letOthersRead);
        return docker.container(pod, program, readable);
    }

    /** The user of the image is none of this machine; what is opened belongs to a stack that ends with this check. */
    private static void letOthersRead(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

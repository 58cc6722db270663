package io.bisync.local.stack;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A module's runnable jar. Services run as images have them, from a folder it was taken apart into: that starts faster, and what
 * is nested in a jar is read behind one lock, where virtual threads that load classes may wait for each other for ever
 * (spring-projects/spring-boot issue 51379).
 */
public final class ServiceJar {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final String module;
    private final Path target;
    private final Path file;

    private ServiceJar(String module, Path target, Path file) {
        this.module = module;
        this.target = target;
        this.file = file;
    }

    /** That of the last build. */
    public static ServiceJar of(String module) {
        Path target = Checkout.root().resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return new ServiceJar(
                    module,
                    target,
                    files.filter(it -> it.toString().endsWith("-exec.jar"))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException(
                                    "%s holds no runnable jar; build it with: mvn package -DskipTests"
                                            .formatted(target))));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s is not built yet; build it with: mvn package -DskipTests".formatted(module), e);
        }
    }

    public Path file() {
        return file;
    }

    /** Its name, for example bi-cron-0.1.0-SNAPSHOT-exec.jar. */
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /** Takes it apart into an empty folder: a jar of the same name, and a folder {@code lib}. */
    public void extract(Path folder) {
        ChildProcess.run(
                Program.java(
                        module + "-extract",
                        target,
                        List.of(
                                "-Djarmode=tools",
                                "-jar",
                                file.toString(),
                                "extract",
                                "--destination",
                                folder.toString())),
                LIMIT);
    }

    /** What starts it: the jar alone, or with the extension before it on the class path. */
    List<String> launch() {
        Path jar = extracted();
        return Checkout.extension()
                .map(extension -> List.of("-cp", extension + File.pathSeparator + jar, mainClass(jar)))
                .orElseGet(() -> List.of("-jar", jar.toString()));
    }

    /** Once for each build, whoever of several stacks is the first. */
    private Path extracted() {
        synchronized (ServiceJar.class) {
            Path folder = target.resolve("extracted");
            Path jar = folder.resolve(name());
            try (var turn = FileChannel.open(
                            target.resolve("extracted.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = turn.lock()) {
                if (!Files.exists(jar) || made(jar).compareTo(made(file)) < 0) {
                    DataFolder.empty(folder);
                    extract(folder);
                }
                return jar;
            } catch (IOException e) {
                throw new UncheckedIOException("%s cannot be taken apart".formatted(file), e);
            }
        }
    }

    /** As builds are reproducible, all of their files were modified at the same time. */
    private static FileTime made(Path path) throws IOException {
        return (FileTime) Files.getAttribute(path, "unix:ctime");
    }

    private static String mainClass(Path jar) {
        try (var opened = new JarFile(jar.toFile())) {
            return opened.getManifest().getMainAttributes().getValue("Main-Class");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

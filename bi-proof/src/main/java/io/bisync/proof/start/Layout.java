package io.bisync.proof.start;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.bisync.local.stack.ServiceJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A service in each form, made as the image build makes it: by the same steps, script and options. */
record Layout(Pod pod, Path jar, Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin").toString();

    static Layout make(Pod pod, Path parent) throws IOException {
        Path folder = parent.resolve(pod.service());
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(parent);
        ServiceJar jar = ServiceJar.of(pod.service());
        jar.extract(folder);
        Files.move(folder.resolve(jar.name()), folder.resolve("application.jar"), StandardCopyOption.ATOMIC_MOVE);
        ChildProcess.run(
                Program.of(
                                pod.service() + "-train",
                                folder,
                                List.of(
                                        "sh",
                                        image().resolve("train.sh").toString(),
                                        "-XX:AOTCacheOutput=application.aot"))
                        .withEnvironment(Map.of("PATH", JAVA + File.pathSeparator + System.getenv("PATH"))),
                LIMIT);
        return new Layout(pod, jar.file(), folder);
    }

    /** The program in this form, with the memory of its pod. */
    Program in(Form form, Program program) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(JAVA, "java").toString(),
                "@" + image().resolve("java.options"),
                // What the JVM takes by itself in a pod of that size.
                "-XX:+UseSerialGC",
                "-Xmx" + pod.heapMegabytes() + "m",
                "-DJM.SNAPSHOT.PATH=" + folder,
                "-DJM.log.PATH=" + folder));
        if (form == Form.TRAINED) {
            // Without the mode, a cache that does not fit is left aside without a word.
            line.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=application.aot"));
        }
        line.addAll(List.of("-jar", form == Form.JAR ? jar.toString() : "application.jar"));
        line.addAll(arguments(program));
        return program.in(folder, line);
    }

    /** What stands behind the jar. */
    static List<String> arguments(Program program) {
        List<String> line = program.command();
        return line.subList(line.indexOf("-jar") + 2, line.size());
    }

    private static Path image() {
        return Checkout.root().resolve("deploy/image");
    }
}

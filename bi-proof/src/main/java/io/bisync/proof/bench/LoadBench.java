package io.bisync.proof.bench;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.FreePorts;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Fills the topic, then runs every variant in turn, each in a process of its own. */
final class LoadBench {

    private static final Duration READY = Duration.ofMinutes(1);
    private static final Duration FILLING = Duration.ofMinutes(30);
    private static final Duration RUN = Duration.ofMinutes(20);
    private static final List<String> ACCESS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final BenchSettings settings;
    private final Consumer<String> told;

    LoadBench(Path folder, BenchSettings settings, Consumer<String> told) {
        this.folder = folder;
        this.settings = settings;
        this.told = told;
    }

    Outcome run() throws IOException {
        int frontend = FreePorts.next();
        int backend = FreePorts.next();
        try (var backlog = Backlog.open(folder, settings);
                var _ = sink(frontend, backend)) {
            var contents = backlog.contents();
            if (contents == null) {
                contents = fill(backlog);
            }
            told.accept("The topic holds %,d orders of %,d bytes on average; their rows have %.2f times as many."
                    .formatted(contents.records(), contents.meanBytes(), contents.growth()));
            if (backlog.records() != contents.records()) {
                throw new IllegalStateException("The topic holds %d records instead of %d; delete %s"
                        .formatted(backlog.records(), contents.records(), folder));
            }
            List<Measured> all = new ArrayList<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Variant variant : settings.variants()) {
                    boolean last = round == settings.rounds();
                    backlog.forgetGroup();
                    var measured = measure(
                            variant, task(backlog, contents, frontend, backend, last && variant == Variant.PRODUCT));
                    told.accept("round %d %-4s %6.2f CPU-s per million, %,9.0f records/s%s"
                            .formatted(
                                    round,
                                    variant.sign(),
                                    measured.cpuPerMillion(),
                                    measured.recordsPerSecond(),
                                    measured.trickle() == null ? "" : ", " + measured.trickle()));
                    all.add(measured);
                }
            }
            return new Outcome(settings, contents, all);
        }
    }

    private Backlog.Contents fill(Backlog backlog) {
        told.accept("Filling the topic once with %,d orders; this takes some minutes.".formatted(settings.all()));
        backlog.create();
        var task = new Task(
                backlog.bootstrapServers(),
                "",
                "",
                settings.seed(),
                0,
                settings.all(),
                1,
                settings.orderKb(),
                1,
                "1s",
                0,
                List.of(),
                result());
        var filled = child("fill", List.of("-Xmx768m", "-XX:+UseParallelGC"), task, FILLING, Fill.Filled.class);
        backlog.filled(settings.seed(), settings.orderKb(), filled);
        var contents = backlog.contents();
        if (contents == null) {
            throw new IllegalStateException("The note on the backlog is gone");
        }
        return contents;
    }

    private Task task(Backlog backlog, Backlog.Contents contents, int frontend, int backend, boolean trickles) {
        return new Task(
                backlog.bootstrapServers(),
                "http://127.0.0.1:" + frontend,
                "http://127.0.0.1:" + backend,
                settings.seed(),
                settings.warmUp(),
                settings.records(),
                contents.growth(),
                settings.orderKb(),
                settings.topics(),
                settings.linger(),
                trickles ? settings.trickleSeconds() : 0,
                settings.properties(),
                result());
    }

    private Measured measure(Variant variant, Task task) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + settings.heap(), "-XX:+Use" + settings.collector() + "GC", "-XX:+ExitOnOutOfMemoryError"));
        if (variant != Variant.PRODUCT) {
            // The product has Spring Boot's.
            options.add("-Dlogback.configurationFile=logback-bench.xml");
        }
        settings.jvm().forEach(it -> options.add(it.replace("%v", variant.word())));
        return child(variant.word(), options, task, RUN, Measured.class);
    }

    private <T> T child(String name, List<String> options, Task task, Duration limit, Class<T> result) {
        try {
            Path file = folder.resolve(name + ".task.json");
            Files.createDirectories(folder);
            Files.deleteIfExists(Path.of(task.result()));
            Files.deleteIfExists(folder.resolve(name + ".log"));
            task.write(file);
            ChildProcess.run(program(name, options, List.of(name, file.toString())), limit);
            return JSON.readValue(Path.of(task.result()).toFile(), result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess sink(int frontend, int backend) throws IOException {
        Files.createDirectories(folder);
        var sink = ChildProcess.start(program(
                "sink",
                List.of("-Xmx128m", "-XX:+UseSerialGC"),
                List.of("sink", String.valueOf(frontend), String.valueOf(backend))));
        sink.awaitReady(() -> listens(frontend) && listens(backend), READY);
        return sink;
    }

    private Program program(String name, List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(ACCESS);
        all.add("-DJM.SNAPSHOT.PATH=" + folder.resolve("nacos"));
        all.add("-DJM.log.PATH=" + folder.resolve("nacos"));
        return Program.sibling(name, folder, all, BenchChild.class, arguments);
    }

    private String result() {
        return folder.resolve("result.json").toString();
    }

    private static boolean listens(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }
}

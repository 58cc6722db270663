package io.bisync.proof.dedup;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Measures each kind of store in a process of its own, so that its memory is its own. */
final class DedupBench {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** A heap of ids needs it; the others need it for nothing but the filter. */
    private static final int HEAP_BYTES_AN_ID = 100;

    private static final int LEAST_HEAP_MB = 128;

    private final Path folder;
    private final int ids;
    private final int events;
    private final Consumer<String> told;

    DedupBench(Path folder, int ids, int events, Consumer<String> told) {
        this.folder = folder;
        this.ids = ids;
        this.events = events;
        this.told = told;
    }

    DedupOutcome run() throws IOException {
        Files.createDirectories(folder);
        List<DedupFigures> all = new ArrayList<>();
        for (var kind : DedupKind.values()) {
            told.accept("Measuring " + kind.word());
            ChildProcess.run(program(kind), LIMIT);
            all.add(JsonMapper.builder()
                    .build()
                    .readValue(Files.readString(folder.resolve(kind.word() + ".json")), DedupFigures.class));
        }
        Files.deleteIfExists(folder.resolve("ids"));
        Files.deleteIfExists(folder.resolve("ids.positions"));
        return new DedupOutcome(List.copyOf(all));
    }

    private Program program(DedupKind kind) {
        var heap = LEAST_HEAP_MB + (long) ids * HEAP_BYTES_AN_ID / (1 << 20);
        return Program.sibling(
                kind.word(),
                folder,
                List.of(
                        "-Xmx" + heap + "m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=logback-stack.xml"),
                DedupChild.class,
                List.of(kind.name(), Integer.toString(ids), Integer.toString(events), folder.toString()));
    }
}

package io.bisync.proof.dedup;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The main class of the process that measures one kind: kind, ids, events, folder; the figures are left there. */
final class DedupChild {

    private DedupChild() {}

    public static void main(String... arguments) throws Exception {
        var kind = DedupKind.valueOf(arguments[0]);
        var folder = Path.of(arguments[3]);
        var figures = new DedupRun(kind, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), folder).run();
        Files.writeString(
                folder.resolve(kind.word() + ".json"),
                JsonMapper.builder().build().writeValueAsString(figures));
    }
}

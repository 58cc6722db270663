package io.bisync.proof.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Collects the rows of a run of the fault kit, tells each at once, and keeps them as JSON. */
public final class FaultReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final List<FaultRow> rows = new ArrayList<>();
    private final Consumer<String> tell;

    /** A report whose lines go where {@code tell} puts them. */
    public FaultReport(Consumer<String> tell) {
        this.tell = tell;
    }

    /** Takes a row and tells it. */
    public void add(FaultRow row) {
        rows.add(row);
        tell.accept(row.line());
    }

    /** Whether every fault struck and none did harm; a report without rows shows nothing and is no good. */
    public boolean good() {
        return !rows.isEmpty() && rows.stream().allMatch(FaultRow::good);
    }

    /** Writes all rows; makes the folder. */
    public void write(Path file) {
        var document = Map.of(
                "good",
                good(),
                "rows",
                rows.stream()
                        .map(it -> Map.of(
                                "kit", it.kit(),
                                "fault", it.fault(),
                                "injected", it.injected(),
                                "struck", it.struck(),
                                "lost", it.lost(),
                                "doubled", it.doubled(),
                                "outOfOrder", it.outOfOrder(),
                                "recoveryMillis",
                                        Map.of(
                                                "p50", it.recovery(50).toMillis(),
                                                "p95", it.recovery(95).toMillis(),
                                                "max", it.recovery(100).toMillis())))
                        .toList());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(document));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The fault report cannot be written to " + file, unwritable);
        }
    }
}

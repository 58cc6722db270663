package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of loading runs at all: a broker, what fills it, the service itself, and the sink. */
class LoadBenchIT {

    @Test
    void aSmallBacklogIsFilledAndLoadedByTheServiceItself(@TempDir Path folder) throws IOException {
        var settings = LoadCommandLine.settings(
                "--records", "3000", "--warm-up", "1000", "--rounds", "1", "--variants", "product", "--trickle", "0");
        List<String> told = new ArrayList<>();

        new LoadBench(folder, settings, told::add).run();

        assertThat(told.getLast()).startsWith("round 1 (b)");
        assertThat(Files.readAllLines(folder.resolve("fill.log")))
                .filteredOn(it -> it.contains("WARN"))
                .as("but that the one broker has each topic once")
                .allMatch(it -> it.contains("BI-TOPIC-09"));
    }
}

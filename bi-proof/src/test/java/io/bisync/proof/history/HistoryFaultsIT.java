package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.faults.FaultReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share of {@code ./bi faults history}. */
class HistoryFaultsIT {

    /** Only the last one has to start again what it killed. */
    private static final long SEED = 999;

    private static final int STRIKES = 6;

    private final List<String> lines = new ArrayList<>();
    private final FaultReport report = new FaultReport(lines::add);

    @Test
    void aLoadWhoseServicesAndServersAreEndedPublishesEachRowOnceAndAsksForOnePageMoreEach(@TempDir Path folder) {
        HistoryFaults.run(folder, SEED, STRIKES, report, lines::add);

        assertThat(report.good()).as(String.join("\n", lines)).isTrue();
        assertThat(lines)
                .anyMatch(it -> it.startsWith("history B08"))
                .anyMatch(it -> it.startsWith("history B09"))
                .anyMatch(it -> it.startsWith("history B11"))
                .anyMatch(it -> it.startsWith("history C21 bi-basic"))
                .anyMatch(it -> it.startsWith("history C21 service"))
                .anyMatch(it -> it.startsWith("history K04"));
    }
}

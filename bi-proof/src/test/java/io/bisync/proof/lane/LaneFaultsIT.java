package io.bisync.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.faults.FaultReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share of {@code ./bi faults --lanes}. */
class LaneFaultsIT {

    private final List<String> lines = new ArrayList<>();
    private final FaultReport report = new FaultReport(lines::add);

    @Test
    void nothingIsLostAndNoKeyIsOutOfOrderWhenADrainRunsOutAndAMemberIsKilled(@TempDir Path folder) {
        LaneFaults.run(folder, Handling.LANES, 4, 2, report, lines::add);

        assertThat(report.good()).as(String.join("\n", lines)).isTrue();
        assertThat(lines).anyMatch(it -> it.startsWith("lanes L01")).anyMatch(it -> it.startsWith("lanes L02"));
    }
}

package io.bisync.proof.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.faults.FaultReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A share of what {@code ./bi faults} does to whole processes. */
class ServiceKillsIT {

    @Test
    void nothingIsLostOrDoubledWhenProcessesEndInMidLoad() {
        List<String> told = new ArrayList<>();
        var report = new FaultReport(told::add);

        ServiceKills.run(report, told::add, 2, 1, 1);

        assertThat(report.good()).as(String.join("\n", told)).isTrue();
        assertThat(told)
                .satisfiesExactly(
                        it -> assertThat(it).startsWith("services C06").contains("injected 2, struck 2"),
                        it -> assertThat(it).startsWith("services P01").contains("injected 1, struck 1"),
                        it -> assertThat(it).startsWith("broker K04").contains("injected 1, struck 1"));
    }
}

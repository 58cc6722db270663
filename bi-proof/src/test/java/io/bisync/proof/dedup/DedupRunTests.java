package io.bisync.proof.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupRunTests {

    @Test
    void everyKindIsMeasuredWhileIdsLeaveTheWindow(@TempDir Path folder) throws Exception {
        List<DedupFigures> figures = new ArrayList<>();
        for (var kind : DedupKind.values()) {
            figures.add(new DedupRun(kind, 10_000, 20_000, folder).run());
        }
        assertThat(figures).allSatisfy(it -> {
            assertThat(it.twoPhase()).isPositive();
            assertThat(it.forgotten()).isGreaterThan(40_000);
            assertThat(it.askedInVain()).isLessThan(0.02);
        });
        assertThat(figures.getLast().recoverySeconds()).isPositive();
        var outcome = new DedupOutcome(figures);
        assertThat(outcome.text()).hasSize(9).last().asString().endsWith("and not 29 MB");
    }
}

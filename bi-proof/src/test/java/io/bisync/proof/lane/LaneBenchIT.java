package io.bisync.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark in small: it runs, and says something of all three. */
class LaneBenchIT {

    @Test
    void allThreeHandleAllRecords(@TempDir Path folder) throws Exception {
        var lines = new ArrayList<String>();

        var figures = new LaneBench(folder, Duration.ofSeconds(1), lines::add).run(List.of(10));

        assertThat(figures).singleElement().satisfies(it -> {
            assertThat(it.records()).isEqualTo(300);
            assertThat(List.of(it.plain(), it.lanes(), it.shared())).allMatch(rate -> rate > 0);
        });
        assertThat(LaneFigures.table(figures)).hasSize(2);
    }
}

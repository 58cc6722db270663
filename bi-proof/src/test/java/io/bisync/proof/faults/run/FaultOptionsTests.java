package io.bisync.proof.faults.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.proof.faults.run.FaultOptions.Whole;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOptionsTests {

    @Test
    void withoutOptionsEverythingRuns() {
        assertThat(FaultOptions.of())
                .isEqualTo(new FaultOptions(5_000_000, Set.of(Whole.values()), 1_000, 100, 0, 2, ""));
    }

    @Test
    void onlyPartsThatAreNamedRun() {
        var options = FaultOptions.of("--crashes", "34", "--seed", "7");

        assertThat(options).isEqualTo(new FaultOptions(0, Set.of(), 34, 0, 7, 2, ""));
        assertThat(options.shows()).isFalse();
    }

    @Test
    void aSeedAloneShowsItsSchedule() {
        assertThat(FaultOptions.of("--seed", "7").shows()).isTrue();
        assertThat(FaultOptions.of("--seed", "7", "--mutant", "NO_INTENT").mutant())
                .isEqualTo("NO_INTENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--schedules", "--mutant", "dance", "--seed x"})
    void whatIsNoOptionIsRefused(String line) {
        assertThatThrownBy(() -> FaultOptions.of(line.split(" ", -1))).isInstanceOf(IllegalArgumentException.class);
    }
}

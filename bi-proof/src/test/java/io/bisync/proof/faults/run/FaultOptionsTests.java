package io.bisync.proof.faults.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.local.command.Arguments;
import io.bisync.proof.faults.run.FaultOptions.Whole;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class FaultOptionsTests {

    @Test
    void withoutOptionsEverythingRuns() {
        assertThat(options())
                .isEqualTo(new FaultOptions(5_000_000, Set.of(Whole.values()), 1_000, 100, 30, 12, 0, 2, ""));
    }

    @Test
    void onlyPartsThatAreNamedRun() {
        var options = options("--crashes", "34", "--seed", "7");

        assertThat(options).isEqualTo(new FaultOptions(0, Set.of(), 34, 0, 0, 0, 7, 2, ""));
        assertThat(options.shows()).isFalse();
    }

    @Test
    void aSeedAloneShowsItsSchedule() {
        assertThat(options("--seed", "7").shows()).isTrue();
        assertThat(options("--seed", "7", "--mutant", "NO_INTENT").mutant()).isEqualTo("NO_INTENT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--schedules", "--mutant", "--mutant DANCE", "dance", "--seed x", "--threads 0", "--crashes -1"})
    void whatIsNoOptionIsRefused(String line) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> options(line.split(" ", -1)));
    }

    private static FaultOptions options(String... arguments) {
        var typed = new FaultOptions.Typed();
        var command = Arguments.of(typed);
        command.parseArgs(arguments);
        return typed.read(command.getCommandSpec());
    }
}

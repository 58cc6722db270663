package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code ./bi demo --check} as a person runs it: a process that ends with a verdict and an exit code. */
class CheckIT {

    @Test
    void bothSidesAgreeAfterAnEventfulWhile() {
        var check = CheckProcess.run("check", "--orders", "8000");

        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output()).contains("Both sides agree.");
    }

    @Test
    void tamperingAndFaultsAreNotMixed() {
        assertThat(CheckProcess.run("usage", "--faults", "--self-check").exitCode())
                .isEqualTo(2);
    }

    @Test
    void wrongArgumentsEndWithTheUsageAndEveryExitCode() {
        var check = CheckProcess.run("usage", "--orders", "many");

        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.output())
                .contains("'--orders': 'many' is not an int")
                .contains(Shell.run("cat bi-proof/help/check.txt"));
        for (Verdict verdict : Verdict.values()) {
            assertThat(check.output()).containsPattern("(?m)^ +%d +\\w".formatted(verdict.code()));
        }
    }
}

package io.bisync.proof.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTests {

    private static final long SCHEDULES = 100_000;
    private static final long MOST_FOR_A_MUTANT = 50_000;

    private final Campaign campaign = new Campaign(1);

    @Test
    void noScheduleViolatesAnythingAndEveryFaultStrikes() {
        var outcome = campaign.run(0, SCHEDULES);
        assertThat(outcome.violations()).isEmpty();
        assertThat(Arrays.stream(FaultKind.values()))
                .allSatisfy(
                        it -> assertThat(outcome.tally().hits(it)).as(it.name()).isPositive());
        assertThat(Arrays.stream(CrashPoint.values()))
                .allSatisfy(
                        it -> assertThat(outcome.tally().hits(it)).as(it.name()).isPositive());
        assertThat(outcome.tally().spareLetters())
                .isLessThanOrEqualTo(1 + SCHEDULES / SimulationRun.SCHEDULES_FOR_A_SPARE_LETTER);
    }

    @Test
    void everyMutantIsCaught() {
        var caught = campaign.hunt(List.of(Mutant.values()), 0, MOST_FOR_A_MUTANT);
        assertThat(caught)
                .hasSize(Mutant.values().length)
                .allSatisfy(
                        (mutant, by) -> assertThat(by.by()).as(mutant.name()).isNotNull());
    }

    @Test
    void theSameSeedGivesTheSameSchedule() {
        for (var seed = 0; seed < 50; seed++) {
            assertThat(campaign.trace(seed, null)).isEqualTo(campaign.trace(seed, null));
        }
    }

    @Test
    void aTraceEndsWithTheViolationThatTheHuntFound() {
        var caught = campaign.hunt(List.of(Mutant.NO_INTENT), 0, MOST_FOR_A_MUTANT);
        var by = requireNonNull(requireNonNull(caught.get(Mutant.NO_INTENT)).by());
        assertThat(campaign.trace(by.seed(), Mutant.NO_INTENT))
                .anySatisfy(it -> assertThat(it)
                        .contains("VIOLATION " + by.violation().kind())
                        .contains(by.violation().words()));
    }
}

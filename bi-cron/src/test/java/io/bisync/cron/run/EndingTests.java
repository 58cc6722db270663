package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.run.RunStatus;
import io.bisync.run.RunStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndingTests {

    private static final Instant NOW = Example.BEGUN;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void aRunThatRunsIsWatched() {
        assertThat(of(Example.status(State.RUNNING, Example.part("7", "order", 1, 0))))
                .isEmpty();
    }

    @Test
    void aCompleteRunEndsWithZeroAndItsTotals() {
        assertEnds(
                Example.status(State.COMPLETE, Example.part("7", "order", 3, 0)),
                Outcome.COMPLETED,
                "Run 12 is complete: 3 slices, 3,000 rows with 30 calls");
    }

    @Test
    void nothingLeftIsDoneAndSaysSo() {
        assertEnds(
                Example.status(State.COMPLETE),
                Outcome.COMPLETED,
                "Everything that was asked for is loaded already; to load it once more, say again");
    }

    @Test
    void whoWaitsForTheQuotaEndsWithZeroAndGoesOnByItself() {
        var turn = NOW.plus(PATIENCE).plusSeconds(1);

        assertEnds(
                Example.status(State.WAITING, "BI-JST-18", turn, Example.part("7", "order", 1, 0)),
                Outcome.COMPLETED,
                "Run 12 is paused (BI-JST-18 the words of it), continues by itself at 2026-11-20 10:10:01;"
                        + " watch it with: status run=12");
    }

    @Test
    void aShortPauseIsWaitedOut() {
        var soon = NOW.plus(PATIENCE);

        assertThat(of(Example.status(State.WAITING, "BI-JST-09", soon, Example.part("7", "order", 1, 0))))
                .isEmpty();
        assertThat(of(Example.status(State.WAITING, "BI-JST-09", null, Example.part("7", "order", 1, 0))))
                .isEmpty();
    }

    @Test
    void aPersonsPauseAndCancelStopTheWatching() {
        assertEnds(
                Example.status(State.PAUSED, Example.part("7", "order", 1, 0)),
                Outcome.STOPPED,
                "Run 12 is paused, and goes on after: resume run=12");
        assertEnds(
                Example.status(State.CANCELLED, Example.part("7", "order", 1, 0)),
                Outcome.STOPPED,
                "Run 12 was cancelled");
    }

    @Test
    void aFailedRunNamesItsFirstFailureAndTheRemedy() {
        assertEnds(
                Example.status(
                        State.FAILED,
                        Example.part("7", "order", 3, 0),
                        Example.part("8", "order", 1, 2),
                        Example.part("8", "sales_out", 2, 1)),
                Outcome.FAILED,
                "Run 12 failed: account 8 order: BI-JST-06 refused (and 1 more). All else of it is loaded;"
                        + " when the cause is mended: again run=12");
    }

    private static void assertEnds(RunStatus status, Outcome outcome, String words) {
        assertThat(of(status)).contains(new Ending(outcome, words));
    }

    private static Optional<Ending> of(RunStatus status) {
        return Ending.of(status, NOW, PATIENCE);
    }
}

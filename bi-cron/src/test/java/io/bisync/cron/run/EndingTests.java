package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import io.bisync.run.RunKind;
import io.bisync.run.RunStatus;
import io.bisync.run.RunStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                "Run 12 is complete, 0 set aside: 3 slices, 3,000 rows with 30 calls");
    }

    @Test
    void whatWasSetAsideDoesNotMakeARunFail() {
        assertEnds(
                Example.compared(RunKind.REDRIVE, 2),
                Outcome.COMPLETED,
                "Run 12 is complete, 2 set aside: 3 slices, 0 rows with 9 calls");
    }

    @Test
    void aVerificationThatFoundADifferenceEndsWithACodeOfItsOwn() {
        var missing = new Finding(Sort.MISSING, NOW, NOW.plusSeconds(600), 2, "the ERP counts 12, StarRocks has 10");

        assertEnds(
                Example.compared(
                        RunKind.VERIFY,
                        0,
                        Example.found(Sort.SAME, 2, 900),
                        Example.found(Sort.MISSING, 1, 2, missing),
                        Example.found(Sort.UNKNOWN, 1, 5)),
                Outcome.DIFFERENT,
                """
                Run 12 is complete: 3 slices compared with 9 calls; 2 rows differ, and the same words after repair load them again; 5 rows cannot be known
                account 7 order: 900 rows the same on both sides, at 2 places
                account 7 order: 2 rows missing in StarRocks
                  2026-11-20 10:00:00 to 2026-11-20 10:10:00, 2 rows: the ERP counts 12, StarRocks has 10
                account 7 order: 5 rows cannot be known\
                """);
    }

    @ParameterizedTest
    @EnumSource(
            value = Sort.class,
            names = {"SAME", "NEWER", "UNKNOWN"})
    void whatNobodyCanLoadAgainIsNoDifference(Sort sort) {
        assertThat(of(Example.compared(RunKind.VERIFY, 0, Example.found(sort, 1, 1))))
                .hasValueSatisfying(it -> assertThat(it.outcome()).isEqualTo(Outcome.COMPLETED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Sort.class,
            names = {"MISSING", "DIFFERENT", "LEFT_OVER"})
    void everyDifferenceIsOneAndARepairThatLoadedItIsWell(Sort sort) {
        assertThat(of(Example.compared(RunKind.VERIFY, 0, Example.found(sort, 1, 1))))
                .hasValueSatisfying(it -> assertThat(it.outcome()).isEqualTo(Outcome.DIFFERENT));
        assertThat(of(Example.compared(RunKind.REPAIR, 0, Example.found(sort, 1, 1))))
                .hasValueSatisfying(it -> {
                    assertThat(it.outcome()).isEqualTo(Outcome.COMPLETED);
                    assertThat(it.words())
                            .startsWith("Run 12 is complete, 0 set aside: 3 slices, 0 rows with 9 calls;"
                                    + " 1 row differed, and what holds them was loaded again");
                });
    }

    @Test
    void aRehearsalTellsWhatItWouldChangeAndIsNoDifference() {
        var changed = new Finding(Sort.DIFFERENT, null, null, 1, "4711: version 8, shop_memo");

        assertEnds(
                Example.compared(
                        RunKind.REPLAY,
                        0,
                        Example.found(Sort.DIFFERENT, 1, 4, changed),
                        Example.found(Sort.NEWER, 1, 1)),
                Outcome.COMPLETED,
                """
                Run 12 is complete, 0 set aside: 3 slices, 0 rows with 9 calls
                account all order: 4 rows would change
                  4711: version 8, shop_memo
                account all order: 1 row newer in StarRocks, and left alone\
                """);
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

package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.run.Coverage;
import io.bisync.run.Coverage.Day;
import io.bisync.run.Finding;
import io.bisync.run.RunKind;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads of a plan and of a run. */
class TextTests {

    @Test
    void aPlanSaysWhatItCostsWhatIsThereAndWhatIsRefused() {
        assertThat(String.join("\n", PlanText.of(asked(RunKind.HISTORY), Example.plan())))
                .isEqualTo("""
                    account  entity     slices   rows  calls  takes      loaded  underway           refused
                          7  order          13  1,200     25  2 h 5 min  3 d     14 d in run 11, 9
                          8  sales_out       0      -      -  -          -       -                  BI-BASIC-99 no cursor yet
                    2026-08-23 00:00:00 to 2026-11-20 00:00:00 (Asia/Shanghai): 13 slices, about 1,200 rows, about 25 calls, takes about 2 h 5 min
                    Nothing was begun\
                    """);
    }

    @Test
    void whereNothingWasLoadedBeforeNoFigureIsMadeUp() {
        var plan = Example.plan();

        assertThat(PlanText.totals(
                        asked(RunKind.HISTORY), new RunPlan(plan.from(), plan.to(), 1, null, null, null, List.of())))
                .endsWith("1 slice; nothing was loaded before that could tell how many rows and calls");
        assertThat(PlanText.totals(
                        asked(RunKind.HISTORY), new RunPlan(plan.from(), plan.to(), 0, 0L, 0L, null, List.of())))
                .endsWith("nothing is left to load");
    }

    @Test
    void aReplaySaysSinceWhenKafkaHasItAndWhatLoadsTheRest() {
        assertThat(String.join("\n", PlanText.of(asked(RunKind.REPLAY), Example.replay(null))))
                .isEqualTo("""
                    account  entity  slices   rows  calls  kept since
                    all      order        2  1,200      0  2026-11-18 23:59:59
                    all      shop         1    300      0  -
                    Kafka has every record of account all order since 2026-11-18 23:59:59 only; the rest from the ERP: run account=8,7 entity=order from=<first day> to=2026-11-19T00:00:00 again
                    the beginning to 2026-11-20 10:00:00 (Asia/Shanghai): 3 slices, at most 1,500 records, no calls
                    Nothing was begun\
                    """);
        assertThat(PlanText.of(asked(RunKind.REPLAY), Example.replay(Instant.parse("2026-11-10T16:00:00Z"))))
                .as("from a moment that Kafka does not have any more")
                .anySatisfy(line -> assertThat(line).endsWith("from=2026-11-11T00:00:00 to=2026-11-19T00:00:00 again"));
        assertThat(PlanText.of(asked(RunKind.REPLAY), Example.replay(Instant.parse("2026-11-19T16:00:00Z"))))
                .as("from a moment that Kafka still has")
                .noneMatch(line -> line.contains("again"));
    }

    @ParameterizedTest
    @CsvSource({
        "REDRIVE, '2 slices, 40 letters, no calls', there is no such letter to send",
        "VERIFY, '2 slices, about 9 calls', nothing is left to compare",
        "REPAIR, '2 slices, about 9 calls', nothing is left to compare",
    })
    void everyKindSaysWhatItWouldDoAndThatNothingIsToBeDone(RunKind kind, String some, String none) {
        var plan = Example.plan();

        assertThat(PlanText.totals(asked(kind), new RunPlan(plan.from(), plan.to(), 2, 40L, 9L, null, List.of())))
                .endsWith(": " + some);
        assertThat(PlanText.totals(asked(kind), new RunPlan(plan.from(), plan.to(), 0, 0L, 0L, null, List.of())))
                .endsWith(": " + none);
    }

    @Test
    void aComparisonThatGoesOnSaysWhatItFoundSoFar() {
        assertThat(String.join(
                        "\n",
                        StatusText.of(
                                Example.compared(RunKind.REPAIR, 3, Example.found(Finding.Sort.LEFT_OVER, 1, 2)))))
                .isEqualTo("""
                    account  entity  done  of  failed  rows  calls
                          7  order      3   3       0     0      9
                    account 7 order: 2 rows only in StarRocks
                    Run 12 (jushuitan, repair, begun 2026-11-20 10:00:00 by bi-cron) is COMPLETE: 3 of 3 slices done, 0 rows, 9 calls, 3 set aside\
                    """);
    }

    @Test
    void aRunSaysHowFarItIsAndWhatStandsStill() {
        var status = Example.status(State.RUNNING, Example.part("7", "order", 2, 0), Example.part("8", "order", 0, 1));

        assertThat(String.join("\n", StatusText.of(status))).isEqualTo("""
            account  entity  loaded  of  failed   rows  expected  calls  why
                  7  order        2   3       0  2,000     3,000     20
                  8  order        0   3       1      0     3,000      0  BI-JST-06 refused
            Run 12 (jushuitan, begun 2026-11-20 10:00:00 by bi-cron) is RUNNING: 2 of 6 slices loaded, 2,000 rows, 20 calls, 1 min to go\
            """);
    }

    @Test
    void aCalendarHasALineAMonthAndASignADay() {
        var days = new LinkedHashMap<LocalDate, Day>();
        LocalDate.of(2026, 8, 29)
                .datesUntil(LocalDate.of(2026, 9, 5))
                .forEach(day -> days.put(day, day.getMonthValue() == 8 ? Day.LOADED : Day.MISSING));
        days.put(LocalDate.of(2026, 9, 2), Day.FAILED);
        days.put(LocalDate.of(2026, 9, 3), Day.UNDERWAY);

        assertThat(String.join("\n", CalendarText.of(List.of(new Coverage("7", "order", days)))))
                .isEqualTo("""
                    account 7, order: 3 of 7 days loaded
                      2026-08                              ###
                      2026-09  .!~.
                    = verified, # loaded, ~ underway, ! failed, . missing\
                    """);
    }

    private static RunRequest asked(RunKind kind) {
        return new RunRequest(kind, "jushuitan", List.of("8", "7"), List.of(), null, null, false, null);
    }

    @ParameterizedTest
    @CsvSource({"PT59S, 59 s", "PT1M59S, 1 min", "PT1H, 1 h", "PT2H5M, 2 h 5 min", "PT24H, 1 d", "PT76H, 3 d 4 h"})
    void aDurationIsToldInItsTwoLargestUnits(Duration duration, String text) {
        assertThat(Figures.duration(duration)).isEqualTo(text);
    }
}

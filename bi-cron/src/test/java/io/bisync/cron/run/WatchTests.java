package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.MovableClock;
import io.bisync.run.Coverage;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import io.bisync.run.RunStatus;
import io.bisync.run.RunStatus.State;
import io.bisync.run.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The one step of the job, in Spring Batch as it keeps nothing. */
class WatchTests {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final RunStatus RUNNING = Example.status(State.RUNNING, Example.part("7", "order", 1, 0));
    private static final RunStatus COMPLETE = Example.status(State.COMPLETE, Example.part("7", "order", 3, 0));

    private final MovableClock clock = new MovableClock(Example.BEGUN);
    private final List<RunStatus> told = new ArrayList<>();

    @Test
    void aRunIsLookedAtUntilItEnds() {
        var ending = watch(List.of(() -> RUNNING, () -> RUNNING, () -> COMPLETE));

        assertThat(ending.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(told).containsExactly(RUNNING, RUNNING, RUNNING, COMPLETE);
    }

    @Test
    void whoeverIsAwayForAShortTimeIsAskedAgain() {
        var ending = watch(List.of(
                () -> {
                    clock.advance(PATIENCE);
                    throw new ControlPlaneUnavailableException("BI-ACCOUNT-01", "away", null);
                },
                () -> COMPLETE));

        assertThat(ending.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void patienceEndsAndSaysThatTheRunMayGoOn() {
        var ending = watch(List.of(() -> RUNNING, () -> {
            clock.advance(PATIENCE.plusSeconds(1));
            throw new ControlPlaneUnavailableException("BI-ACCOUNT-01", "away", null);
        }));

        assertThat(ending)
                .isEqualTo(new Ending(
                        Outcome.FAILED,
                        "bi-basic did not answer for 10 min; whether run 12 goes on is not known, ask later:"
                                + " status run=12"));
    }

    @Test
    void whoeverIsNotLetInAnyMoreStopsWatching() {
        var ending = watch(List.of(() -> {
            throw new ControlPlaneRefusedException("BI-ACCOUNT-02", "bi-basic does not let this token in");
        }));

        assertThat(ending).isEqualTo(new Ending(Outcome.FAILED, "BI-ACCOUNT-02 bi-basic does not let this token in"));
    }

    /** What the looks see, one after the other; the first status is that of the beginning. */
    private Ending watch(List<Supplier<RunStatus>> looks) {
        var left = new ArrayList<>(looks);
        var runs = new Seen() {
            @Override
            public RunStatus status(long run) {
                assertThat(run).isEqualTo(12);
                return left.removeFirst().get();
            }
        };
        var watch =
                new Watch(runs, new HistoryProperties(Duration.ofMillis(1), PATIENCE), clock, RUNNING, new Progress() {
                    @Override
                    public void tell(RunStatus status) {
                        told.add(status);
                    }

                    @Override
                    public void close() {}
                });
        var ended = new ArrayList<Ending>();
        new ApplicationContextRunner()
                .withUserConfiguration(Batch.class)
                .run(context ->
                        ended.add(new RunJob(context.getBean(JobRepository.class), context.getBean(JobOperator.class))
                                .drive(12, watch)));
        assertThat(left).isEmpty();
        return ended.getFirst();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableBatchProcessing
    static class Batch {}

    /** A watch begins nothing. */
    private abstract static class Seen implements Runs {

        @Override
        public RunPlan plan(RunRequest request) {
            throw new AssertionError("A watch plans nothing");
        }

        @Override
        public RunStatus begin(String key, RunRequest request) {
            throw new AssertionError("A watch begins nothing");
        }

        @Override
        public List<Coverage> coverage(String account, @Nullable String entity, String from, @Nullable String to) {
            throw new AssertionError("A watch asks for no days");
        }

        @Override
        public RunStatus signal(long run, RunSignal signal, String reason) {
            throw new AssertionError("A watch says nothing");
        }
    }
}

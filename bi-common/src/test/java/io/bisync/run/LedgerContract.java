package io.bisync.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What claims of slices promise, whoever keeps the ledger. */
public abstract class LedgerContract extends LedgerStage {

    protected static final String SOURCE = "jushuitan";
    private static final SliceEnd END = new SliceEnd("bi.jushuitan.order.history", "topic-id", 3, 17);

    protected LedgerContract() {
        super(SOURCE);
    }

    /** Adds an enabled account whose live pulls of "order" and "refund" have begun, and returns its id. */
    protected abstract String addAccount();

    protected abstract void disable(String account);

    /** Begins a run of the last days, each of which is a slice, and returns its number. */
    protected abstract long begin(List<String> accounts, List<String> entities, int days);

    @Test
    void aSliceHasOneHolderUntilThatIsSilentForItsTime() {
        run(addAccount(), 1);
        var first = only(claim("a", 5));
        assertThat(first.state()).isEqualTo(SliceState.RUNNING);
        assertThat(first.tries()).isZero();
        assertThat(first.progress()).isEqualTo(SliceProgress.NONE);
        assertThat(claim("b", 5)).isEmpty();

        clock().advance(TTL.plusSeconds(1));
        var second = only(claim("b", 5));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.tries()).isEqualTo(1);
    }

    @Test
    void whatIsToldUnderAnOldFenceChangesNothing() {
        long run = run(addAccount(), 1);
        var old = only(claim("a", 5));
        clock().advance(TTL.plusSeconds(1));
        var now = only(claim("b", 5));

        for (var state : List.of(SliceState.RUNNING, SliceState.WAITING, SliceState.COMPLETE, SliceState.FAILED)) {
            assertThat(claim("a", 5, told(old, state, progress("late", 99)))).isEmpty();
        }
        assertThat(status(run).rows()).isZero();
        assertThat(only(claim("b", 5)).fence()).isEqualTo(now.fence());
    }

    @Test
    void whoeverTakesOverGoesOnWhereItWasLeft() {
        long run = run(addAccount(), 1);
        var first = only(claim("a", 5));
        claim("a", 5, told(first, SliceState.RUNNING, progress("page 3", 200)));
        assertThat(status(run).rows()).isEqualTo(200);

        clock().advance(TTL.plusSeconds(1));
        assertThat(only(claim("b", 5)).progress()).isEqualTo(progress("page 3", 200));
        var corrected = told(only(claim("b", 5)), SliceState.RUNNING, progress("page 2", 100));
        claim("b", 5, corrected);
        assertThat(status(run).rows()).as("what is told is taken").isEqualTo(100);
    }

    @Test
    void whoeverWakesUpBeforeAnybodyElseTookItHasItOn() {
        run(addAccount(), 1);
        var first = only(claim("a", 5));
        clock().advance(TTL.plusSeconds(1));
        assertThat(claim("b", 0)).as("nobody has it").isEmpty();

        assertThat(only(claim("a", 5, told(first, SliceState.RUNNING))).fence()).isEqualTo(first.fence());
    }

    @Test
    void anAnswerThatWasLostIsGivenAgain() {
        run(addAccount(), 1);
        var lost = only(claim("a", 5));

        assertThat(only(claim("a", 5))).isEqualTo(lost);
    }

    @Test
    void ofAnEntityOfAnAccountOneSliceRunsAtATimeTheOldestFirst() {
        run(addAccount(), 3);
        var oldest = only(claim("a", 5));
        assertThat(claim("b", 5)).isEmpty();

        var next = only(claim("a", 5, told(oldest, SliceState.COMPLETE)));
        assertThat(next.theWindow().from()).isEqualTo(oldest.theWindow().to());
    }

    @Test
    void accountsTakeTurns() {
        var first = addAccount();
        var second = addAccount();
        begun(begin(List.of(first), List.of("order", "refund"), 1));
        begun(begin(List.of(second), List.of("order"), 1));

        assertThat(claim("a", 2))
                .extracting(it -> it.theWindow().account().id())
                .containsExactlyInAnyOrder(first, second);
        assertThat(claim("b", 5))
                .extracting(it -> it.theWindow().account().id())
                .containsExactly(first);
    }

    @Test
    void aHolderRunsSoManyAndWatchesAnyNumber() {
        begun(begin(List.of(addAccount(), addAccount()), List.of("order"), 1));
        var first = only(claim("a", 1));
        var both = claim("a", 1, told(first, SliceState.SENT));

        assertThat(both).extracting(Slice::state).containsExactlyInAnyOrder(SliceState.SENT, SliceState.RUNNING);
        assertThat(claim("a", 1)).hasSameElementsAs(both);
    }

    @Test
    void whatIsSentIsWatchedByTheNextUntilItIsLoaded() {
        long run = run(addAccount(), 1);
        var sent = told(only(claim("a", 5)), SliceState.SENT, progress(null, 300));
        assertThat(only(claim("a", 5, sent)).progress().ends()).containsExactly(END);
        clock().advance(TTL.plusSeconds(1));

        var watched = only(claim("b", 5));
        assertThat(watched.state()).isEqualTo(SliceState.SENT);
        assertThat(watched.fence()).isGreaterThan(sent.fence());
        assertThat(watched.progress()).isEqualTo(progress(null, 300));
        assertThat(status(run).state()).isEqualTo(RunStatus.State.RUNNING);

        assertThat(claim("b", 5, told(watched, SliceState.COMPLETE))).isEmpty();
        assertThat(status(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(status(run).endedAt()).isEqualTo(clock().instant());
    }

    @Test
    void whatWasSentToATopicThatWasMadeAnewIsSentAgain() {
        run(addAccount(), 1);
        var sent = only(claim("a", 5));
        claim("a", 5, told(sent, SliceState.SENT, progress(null, 300)));

        var again = only(claim("a", 5, told(sent, SliceState.RUNNING)));
        assertThat(again.state()).isEqualTo(SliceState.RUNNING);
        assertThat(again.progress()).isEqualTo(SliceProgress.NONE);
    }

    @Test
    void whoLeavesGivesBackAndAnotherGoesOnAtOnce() {
        begun(begin(List.of(addAccount(), addAccount()), List.of("order"), 1));
        var first = only(claim("a", 1));
        var two = claim("a", 1, told(first, SliceState.SENT, progress(null, 5)));
        assertThat(claim(
                        "a",
                        0,
                        two.stream()
                                .map(it -> told(it, SliceState.WAITING, it.progress()))
                                .toArray(SliceReport[]::new)))
                .isEmpty();

        assertThat(claim("b", 5))
                .extracting(Slice::state)
                .containsExactlyInAnyOrder(SliceState.SENT, SliceState.RUNNING);
    }

    @Test
    void aPauseHoldsForAllOfItsKindAndEndsByItself() {
        var account = addAccount();
        long run = run(account, 3);
        var slice = only(claim("a", 5));
        assertThat(claim("a", 5, waiting(slice, Duration.ofHours(2)))).isEmpty();

        var status = status(run);
        assertThat(status.state()).isEqualTo(RunStatus.State.WAITING);
        assertThat(status.until()).isEqualTo(clock().instant().plus(Duration.ofHours(2)));
        assertThat(status.code()).isEqualTo("BI-JST-12");
        clock().advance(Duration.ofHours(2).minusSeconds(1));
        assertThat(claim("b", 5)).isEmpty();
        clock().advance(Duration.ofSeconds(1));
        assertThat(only(claim("b", 5)).id()).isEqualTo(slice.id());
        assertThat(status(run).state()).isEqualTo(RunStatus.State.RUNNING);
        assertThat(status(run).code()).isNull();
    }

    @Test
    void whatAPersonPausesIsNobodysUntilAPersonResumesIt() {
        long run = run(addAccount(), 1);
        var slice = only(claim("a", 5));
        signal(run, RunSignal.PAUSE);

        assertThat(claim("a", 5, told(slice, SliceState.RUNNING)))
                .as("it ends with its page")
                .isEmpty();
        assertThat(claim("a", 5, told(slice, SliceState.WAITING, progress("page 2", 100))))
                .isEmpty();
        clock().advance(Duration.ofDays(2));
        assertThat(claim("b", 5)).isEmpty();
        assertThat(status(run).state()).isEqualTo(RunStatus.State.PAUSED);

        signal(run, RunSignal.RESUME);
        assertThat(only(claim("b", 5)).progress()).isEqualTo(progress("page 2", 100));
    }

    @Test
    void whatIsCancelledIsLeftButWhatKafkaHasIsWatched() {
        long run = begun(begin(List.of(addAccount(), addAccount()), List.of("order"), 1));
        var sent = only(claim("a", 1));
        var running = claim("a", 1, told(sent, SliceState.SENT)).stream()
                .filter(it -> it.state() == SliceState.RUNNING)
                .findFirst()
                .orElseThrow();
        signal(run, RunSignal.CANCEL);

        assertThat(claim("a", 5, told(running, SliceState.WAITING)))
                .extracting(Slice::id)
                .containsExactly(sent.id());
        assertThat(status(run).state()).isEqualTo(RunStatus.State.CANCELLED);
        assertThat(status(run).slices().cancelled()).isEqualTo(1);
    }

    @Test
    void aSliceThatFailsStopsNobodyAndIsTriedAgainAlone() {
        long run = run(addAccount(), 2);
        var failing = only(claim("a", 5));
        var next = only(claim("a", 5, failed(failing)));
        assertThat(claim("a", 5, told(next, SliceState.COMPLETE))).isEmpty();
        var status = status(run);
        assertThat(status.state()).isEqualTo(RunStatus.State.FAILED);
        assertThat(status.code()).isEqualTo("BI-JST-20");
        assertThat(status.detail()).isEqualTo("in words");

        signal(run, RunSignal.AGAIN);
        var again = only(claim("a", 5));
        assertThat(again.id()).isEqualTo(failing.id());
        assertThat(claim("a", 5, told(again, SliceState.COMPLETE))).isEmpty();
        assertThat(status(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(status(run).slices().complete()).isEqualTo(2);
    }

    @Test
    void aDisabledAccountIsNotAsked() {
        var account = addAccount();
        run(account, 2);
        var slice = only(claim("a", 5));
        disable(account);

        assertThat(claim("a", 5, told(slice, SliceState.RUNNING))).isEmpty();
        assertThat(claim("a", 5, told(slice, SliceState.WAITING))).isEmpty();
        assertThat(claim("b", 5)).isEmpty();
    }

    private long run(String account, int days) {
        return begun(begin(List.of(account), List.of("order"), days));
    }

    protected static SliceReport failed(Slice slice) {
        return new SliceReport(
                slice.id(), slice.fence(), SliceState.FAILED, SliceProgress.NONE, "BI-JST-20", "in words", null);
    }

    protected static SliceProgress progress(@Nullable String cursor, long rows) {
        return new SliceProgress(cursor, rows, 1_000, rows / 100, rows * 10, List.of(END), List.of());
    }
}

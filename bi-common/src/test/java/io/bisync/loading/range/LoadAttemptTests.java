package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureKind;
import io.bisync.loading.range.LoadAttempt.Start;
import io.bisync.loading.range.LoadAttempt.Step;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StarRocksException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadAttemptTests {

    private static final LoadLabel LABEL = new LoadLabel("label");

    private final Rules.Clock clock = new Rules.Clock();
    private final LoadAttempt load = load(Start.FRESH);

    @Test
    void aLoadThatIsConfirmedIsDone() {
        assertThat(first(load)).isInstanceOf(Step.Send.class);
        assertThat(sent(load, committed())).isEqualTo(new Step.Done());
    }

    @ParameterizedTest
    @EnumSource(
            value = LabelState.class,
            names = {"VISIBLE", "COMMITTED"})
    void anUnclearAnswerIsDoneWhenTheLabelIsDurable(LabelState state) {
        first(load);
        assertThat(sent(load, undecided())).isEqualTo(new Step.Ask(LABEL));
        assertThat(found(load, state)).isEqualTo(new Step.Done());
    }

    @ParameterizedTest
    @EnumSource(
            value = LabelState.class,
            names = {"ABORTED", "UNKNOWN"})
    void anUnclearAnswerIsSentAgainUnderTheSameLabelWhenNothingIsThere(LabelState state) {
        first(load);
        sent(load, undecided());
        assertThat(found(load, state)).isInstanceOf(Step.Wait.class);
        assertThat(load.waited(clock.instant())).isInstanceOf(Step.Send.class);
    }

    @Test
    void aRunningLoadIsWaitedForAndNeverSentAgain() {
        first(load);
        sent(load, undecided());
        for (var second = 0; second < 10; second++) {
            assertThat(found(load, LabelState.PREPARE)).isEqualTo(new Step.Wait(Duration.ofSeconds(1)));
            clock.pass(Duration.ofSeconds(1));
            assertThat(load.waited(clock.instant())).isEqualTo(new Step.Ask(LABEL));
        }
        assertThat(failure(found(load, LabelState.PREPARE))).isEqualTo(FailureKind.UNDECIDED);
    }

    @Test
    void nobodyAnsweringIsNotTheSameAsAnUnknownLabel() {
        first(load);
        sent(load, undecided());
        assertThat(load.unanswered(failed(ErrorCode.UNREACHABLE), clock.instant()))
                .isInstanceOf(Step.Wait.class);
        assertThat(load.waited(clock.instant())).isEqualTo(new Step.Ask(LABEL));
        clock.pass(Duration.ofSeconds(10));
        assertThat(failure(load.unanswered(failed(ErrorCode.UNREACHABLE), clock.instant())))
                .isEqualTo(FailureKind.UNDECIDED);
    }

    @Test
    void afterEnoughAttemptsTheRangeRests() {
        first(load);
        for (var attempt = 1; attempt < 3; attempt++) {
            sent(load, undecided());
            found(load, LabelState.ABORTED);
            assertThat(load.waited(clock.instant())).isInstanceOf(Step.Send.class);
        }
        sent(load, undecided());
        assertThat(failure(found(load, LabelState.ABORTED))).isEqualTo(FailureKind.UNDECIDED);
    }

    @Test
    void refusedRowsAreARefusalOnlyAfterTheLabelIsAborted() {
        first(load);
        assertThat(sent(load, refused())).isEqualTo(new Step.Ask(LABEL));
        assertThat(found(load, LabelState.PREPARE)).isInstanceOf(Step.Wait.class);
        load.waited(clock.instant());
        assertThat(found(load, LabelState.ABORTED)).isEqualTo(new Step.Refused(refused()));
    }

    @Test
    void aRefusalWhoseLabelIsDurableIsDone() {
        first(load);
        sent(load, refused());
        assertThat(found(load, LabelState.VISIBLE)).isEqualTo(new Step.Done());
    }

    @Test
    void anUnclearAnswerAfterARefusalIsNoRefusal() {
        first(load);
        sent(load, refused());
        found(load, LabelState.UNKNOWN);
        load.waited(clock.instant());
        sent(load, undecided());
        assertThat(found(load, LabelState.ABORTED)).isInstanceOf(Step.Wait.class);
    }

    @Test
    void whatAPersonOrTimeHasToMendEndsTheAttemptAtOnce() {
        assertThat(troubleAfter(new LoadOutcome.NotNow(LABEL, "busy"))).isEqualTo(FailureKind.NOT_NOW);
        assertThat(troubleAfter(new LoadOutcome.NotNow(LABEL, "BI-SR-08 too many versions")))
                .isEqualTo(FailureKind.TOO_OFTEN);
        assertThat(troubleAfter(new LoadOutcome.Misconfigured(LABEL, "no table")))
                .isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(troubleAfter(new LoadOutcome.Miscounted(LABEL, "1 row of 2")))
                .isEqualTo(FailureKind.MISCOUNTED);
    }

    @Test
    void aLoadThatMayHaveBeenSentAsksBeforeItSends() {
        var recovered = load(Start.MAYBE_SENT);
        assertThat(first(recovered)).isEqualTo(new Step.Ask(LABEL));
        assertThat(found(recovered, LabelState.UNKNOWN)).isInstanceOf(Step.Send.class);
    }

    @Test
    void aLoadThatMayHaveBeenSentRestsWhenNobodyCanBeAsked() {
        var recovered = load(Start.MAYBE_SENT);
        first(recovered);
        assertThat(failure(recovered.unanswered(failed(ErrorCode.UNREACHABLE), clock.instant())))
                .isEqualTo(FailureKind.NOT_NOW);
    }

    @Test
    void whoMayNotAskForALabelMayNotLoadEither() {
        var recovered = load(Start.MAYBE_SENT);
        first(recovered);

        assertThat(failure(recovered.unanswered(failed(ErrorCode.ACCESS_DENIED), clock.instant())))
                .isEqualTo(FailureKind.MISCONFIGURED);
    }

    private static StarRocksException failed(ErrorCode why) {
        return new StarRocksException(why, "nobody was asked");
    }

    @Test
    void aLoadWhoseRecordsChangedIsNeverSentAndDoneOnlyIfItIsThere() {
        assertThat(first(load(Start.MUST_BE_THERE))).isEqualTo(new Step.Ask(LABEL));
        assertThat(found(load(Start.MUST_BE_THERE), LabelState.VISIBLE)).isEqualTo(new Step.Done());
        for (var absent : List.of(LabelState.ABORTED, LabelState.UNKNOWN)) {
            assertThat(failure(found(load(Start.MUST_BE_THERE), absent))).isEqualTo(FailureKind.CHANGED);
        }
    }

    @Test
    void aLoadThatIsNotWantedAnyMoreIsNeverSent() {
        assertThat(first(unwanted())).isEqualTo(new Step.Ask(LABEL));
        for (var over : List.of(LabelState.ABORTED, LabelState.UNKNOWN, LabelState.VISIBLE, LabelState.COMMITTED)) {
            assertThat(found(unwanted(), over)).isEqualTo(new Step.Done());
        }
    }

    @Test
    void aLoadThatIsNotWantedAnyMoreIsCancelledOnceIfItRunsAndThenWaitedFor() {
        var old = unwanted();
        assertThat(found(old, LabelState.PREPARE)).isEqualTo(new Step.Cancel("orders", LABEL));
        assertThat(old.cancelled()).isEqualTo(new Step.Ask(LABEL));
        assertThat(found(old, LabelState.PREPARE)).isInstanceOf(Step.Wait.class);
        assertThat(found(old, LabelState.ABORTED)).isEqualTo(new Step.Done());
    }

    @Test
    void nothingIsCancelledAfterTheRoundsTimeIsOver() {
        var old = unwanted();
        clock.pass(Duration.ofSeconds(61));
        assertThat(failure(found(old, LabelState.PREPARE))).isEqualTo(FailureKind.UNDECIDED);
    }

    @Test
    void aLoadThatIsWantedIsNeverCancelled() {
        for (var start : List.of(Start.FRESH, Start.MAYBE_SENT, Start.MUST_BE_THERE)) {
            assertThat(found(load(start), LabelState.PREPARE)).isInstanceOf(Step.Wait.class);
        }
    }

    @Test
    void nothingIsSentAfterTheRoundsTimeIsOver() {
        clock.pass(Duration.ofSeconds(61));
        assertThat(failure(first(load))).isEqualTo(FailureKind.UNDECIDED);
    }

    private LoadAttempt unwanted() {
        return new LoadAttempt(
                "orders", LABEL, Rules.RULES, Rules.backoff(), clock.instant().plusSeconds(60));
    }

    private LoadAttempt load(Start start) {
        return new LoadAttempt(
                request(LABEL),
                start,
                Rules.RULES,
                Rules.backoff(),
                clock.instant().plusSeconds(60));
    }

    private Step first(LoadAttempt load) {
        return load.first(clock.instant());
    }

    private Step sent(LoadAttempt load, LoadOutcome outcome) {
        return load.sent(outcome, clock.instant());
    }

    private Step found(LoadAttempt load, LabelState state) {
        return load.found(state, clock.instant());
    }

    private FailureKind troubleAfter(LoadOutcome outcome) {
        var fresh = load(Start.FRESH);
        first(fresh);
        return failure(sent(fresh, outcome));
    }

    private static FailureKind failure(Step step) {
        assertThat(step).isInstanceOf(Step.GivenUp.class);
        return ((Step.GivenUp) step).failure().kind();
    }

    private static LoadOutcome committed() {
        return new LoadOutcome.Committed(LABEL, 1, LoadTimings.NONE);
    }

    private static LoadOutcome undecided() {
        return new LoadOutcome.Undecided(LABEL, "the answer was cut");
    }

    private static LoadOutcome.Refused refused() {
        return new LoadOutcome.Refused(LABEL, "too many filtered rows", null);
    }

    private static LoadRequest request(LoadLabel label) {
        return new LoadRequest(label, label.value(), List.of("a"), "record_version", new LoadBody() {
            @Override
            public long rows() {
                return 1;
            }

            @Override
            public long length() {
                return 0;
            }

            @Override
            public void writeTo(OutputStream out) {}
        });
    }
}

package io.bisync.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.RangeLoad.Step;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RangeLoadTests {

    private static final LoadLabel CHILD = new LoadLabel("child");
    private static final LoadLabel PARENT = new LoadLabel("parent");

    private final Rules.Clock clock = new Rules.Clock();
    private final RangeLoad loads = loads(false);

    @Test
    void childrenAreLoadedBeforeTheirParentOneAtATime() {
        assertThat(sends(loads.first(clock.instant()))).isEqualTo(CHILD);
        assertThat(sends(loads.sent(committed(CHILD), clock.instant()))).isEqualTo(PARENT);
        assertThat(loads.sent(committed(PARENT), clock.instant())).isEqualTo(new Step.Done());
        assertThat(loads.committed()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = LabelState.class,
            names = {"VISIBLE", "COMMITTED"})
    void anUnclearAnswerIsDoneWhenTheLabelIsDurable(LabelState state) {
        loads.first(clock.instant());
        assertThat(loads.sent(undecided(CHILD), clock.instant())).isEqualTo(new Step.Ask(CHILD));
        assertThat(sends(loads.found(state, clock.instant()))).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = LabelState.class,
            names = {"ABORTED", "UNKNOWN"})
    void anUnclearAnswerIsSentAgainUnderTheSameLabelWhenNothingIsThere(LabelState state) {
        loads.first(clock.instant());
        loads.sent(undecided(CHILD), clock.instant());
        assertThat(loads.found(state, clock.instant())).isInstanceOf(Step.Wait.class);
        assertThat(sends(loads.waited(clock.instant()))).isEqualTo(CHILD);
    }

    @Test
    void aRunningLoadIsWaitedForAndNeverSentAgain() {
        loads.first(clock.instant());
        loads.sent(undecided(CHILD), clock.instant());
        for (var second = 0; second < 10; second++) {
            assertThat(loads.found(LabelState.PREPARE, clock.instant()))
                    .isEqualTo(new Step.Wait(Duration.ofSeconds(1)));
            clock.pass(Duration.ofSeconds(1));
            assertThat(loads.waited(clock.instant())).isEqualTo(new Step.Ask(CHILD));
        }
        assertThat(trouble(loads.found(LabelState.PREPARE, clock.instant()))).isEqualTo(TroubleKind.UNDECIDED);
    }

    @Test
    void nobodyAnsweringIsNotTheSameAsAnUnknownLabel() {
        loads.first(clock.instant());
        loads.sent(undecided(CHILD), clock.instant());
        assertThat(loads.unanswered("down", clock.instant())).isInstanceOf(Step.Wait.class);
        assertThat(loads.waited(clock.instant())).isEqualTo(new Step.Ask(CHILD));
        clock.pass(Duration.ofSeconds(10));
        assertThat(trouble(loads.unanswered("down", clock.instant()))).isEqualTo(TroubleKind.UNDECIDED);
    }

    @Test
    void afterEnoughAttemptsTheRangeRests() {
        loads.first(clock.instant());
        for (var attempt = 1; attempt < 3; attempt++) {
            loads.sent(undecided(CHILD), clock.instant());
            loads.found(LabelState.ABORTED, clock.instant());
            assertThat(sends(loads.waited(clock.instant()))).isEqualTo(CHILD);
        }
        loads.sent(undecided(CHILD), clock.instant());
        assertThat(trouble(loads.found(LabelState.ABORTED, clock.instant()))).isEqualTo(TroubleKind.UNDECIDED);
    }

    @Test
    void refusedRowsAreARefusalOnlyAfterTheLabelIsAborted() {
        loads.first(clock.instant());
        assertThat(loads.sent(refused(CHILD), clock.instant())).isEqualTo(new Step.Ask(CHILD));
        assertThat(loads.found(LabelState.PREPARE, clock.instant())).isInstanceOf(Step.Wait.class);
        loads.waited(clock.instant());
        assertThat(trouble(loads.found(LabelState.ABORTED, clock.instant()))).isEqualTo(TroubleKind.REFUSED);
    }

    @Test
    void aRefusalWhoseLabelIsDurableIsDone() {
        loads.first(clock.instant());
        loads.sent(refused(CHILD), clock.instant());
        assertThat(sends(loads.found(LabelState.VISIBLE, clock.instant()))).isEqualTo(PARENT);
    }

    @Test
    void aPauseAndAMisconfigurationEndTheAttemptAtOnce() {
        loads.first(clock.instant());
        assertThat(trouble(loads.sent(new LoadOutcome.NotNow(CHILD, "busy"), clock.instant())))
                .isEqualTo(TroubleKind.NOT_NOW);
        var others = loads(false);
        others.first(clock.instant());
        assertThat(trouble(others.sent(new LoadOutcome.Misconfigured(CHILD, "no table"), clock.instant())))
                .isEqualTo(TroubleKind.MISCONFIGURED);
    }

    @Test
    void aRecoveredRangeAsksBeforeItSends() {
        var recovered = loads(true);
        assertThat(recovered.first(clock.instant())).isEqualTo(new Step.Ask(CHILD));
        assertThat(recovered.found(LabelState.VISIBLE, clock.instant())).isEqualTo(new Step.Ask(PARENT));
        assertThat(sends(recovered.found(LabelState.UNKNOWN, clock.instant()))).isEqualTo(PARENT);
        assertThat(recovered.sent(committed(PARENT), clock.instant())).isEqualTo(new Step.Done());
    }

    @Test
    void nothingIsSentAfterTheRoundsTimeIsOver() {
        loads.first(clock.instant());
        clock.pass(Duration.ofSeconds(61));
        assertThat(trouble(loads.sent(committed(CHILD), clock.instant()))).isEqualTo(TroubleKind.UNDECIDED);
    }

    @Test
    void aRangeWithoutRowsIsDone() {
        assertThat(new RangeLoad(List.of(), true, Rules.RULES, Rules.backoff(), clock.instant()).first(clock.instant()))
                .isEqualTo(new Step.Done());
    }

    private RangeLoad loads(boolean maybeSent) {
        return new RangeLoad(
                List.of(request(CHILD), request(PARENT)), maybeSent, Rules.RULES, Rules.backoff(), clock.instant());
    }

    private static LoadLabel sends(Step step) {
        assertThat(step).isInstanceOf(Step.Send.class);
        return ((Step.Send) step).request().label();
    }

    private static TroubleKind trouble(Step step) {
        assertThat(step).isInstanceOf(Step.GivenUp.class);
        return ((Step.GivenUp) step).trouble().kind();
    }

    private static LoadOutcome committed(LoadLabel label) {
        return new LoadOutcome.Committed(label, 1, LoadTimings.NONE);
    }

    private static LoadOutcome undecided(LoadLabel label) {
        return new LoadOutcome.Undecided(label, "the answer was cut");
    }

    private static LoadOutcome refused(LoadLabel label) {
        return new LoadOutcome.Refused(label, "too many filtered rows", null);
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

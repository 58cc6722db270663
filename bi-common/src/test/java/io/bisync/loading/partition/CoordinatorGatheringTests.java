package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.range.Range;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How long records are gathered before they are loaded together. */
class CoordinatorGatheringTests extends CoordinatorStage {

    @Test
    void aSmallRoundRestsForTheLingerAndALargeBacklogDoesNot() {
        broker.append(P0, 3);
        round(this::done);
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.LINGERING);
        broker.append(P0, 10);
        assertThat(round(this::done)).isEmpty();
        clock.pass(Duration.ofSeconds(5));
        most = 4;
        assertThat(round(this::done)).isEmpty();
        assertThat(round(this::done)).isEmpty();
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[3,13)");
        broker.append(P0, 1);
        assertThat(round(this::done)).isEmpty();
    }

    @Test
    void aBacklogIsGatheredOverSeveralPollsIntoOneRangeWithOneIntent() {
        broker.append(P0, 9);
        most = 3;
        broker.events.clear();
        assertThat(round(this::done)).isEmpty();
        assertThat(round(this::done)).isEmpty();
        assertThat(broker.events).isEmpty();
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,9)");
        assertThat(broker.events).containsExactly("commit 0 intent", "commit 9");
    }

    @Test
    void whatWaitedThroughARestIsNotKeptForWhatComesMeanwhile() {
        broker.append(P0, 1);
        round(this::done);
        broker.append(P0, 5);
        clock.pass(Duration.ofSeconds(5));
        most = 2;
        for (int poll = 0; poll < 2; poll++) {
            assertThat(round(this::done)).isEmpty();
            broker.append(P0, 3);
        }
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[1,7)");
    }

    @Test
    void whatIsGatheredIsLoadedAfterTheLingerWhenNothingMoreComes() {
        broker.append(P0, 3);
        broker.appendUnseen(P0, 4);
        most = 3;
        assertThat(round(this::done)).isEmpty();
        clock.pass(Duration.ofSeconds(5));
        assertThat(ranges(partitionCoordinator.beforePoll()))
                .extracting(Range::text)
                .containsExactly("[0,3)");
    }

    @Test
    void whatIsGatheredIsForgottenWithItsPartitionAndReadAgain() {
        broker.append(P0, 9);
        most = 3;
        assertThat(round(this::done)).isEmpty();
        partitionCoordinator.failed("bug");
        clock.pass(Duration.ofMinutes(5));
        most = 100;
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,9)");
    }

    @Test
    void aRestIsCountedFromItsBeginningWhenTheLingerChanges() {
        var linger = new AtomicReference<>(Duration.ofDays(100));
        rules = rules(_ -> linger.get());
        takeOver();
        begin();
        broker.append(P0, 1);
        round(this::done);
        broker.append(P0, 1);
        clock.pass(Duration.ofSeconds(4));
        assertThat(round(this::done)).isEmpty();
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.LINGERING);

        linger.set(Duration.ofSeconds(5));
        assertThat(round(this::done)).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[1,2)");

        linger.set(Duration.ofMinutes(1));
        broker.append(P0, 1);
        clock.pass(Duration.ofSeconds(59));
        assertThat(round(this::done)).isEmpty();
        assertThat(status(P0).restsUntil()).isEqualTo(clock.instant().plusSeconds(1));
    }

    @Test
    void theLingerIsCountedFromTheBeginningOfTheLoadThatItFollows() {
        broker.append(P0, 1);
        round(range -> {
            clock.pass(Duration.ofSeconds(3));
            return done(range);
        });
        broker.append(P0, 1);
        clock.pass(Duration.ofMillis(1_999));
        assertThat(round(this::done)).isEmpty();
        clock.pass(Duration.ofMillis(1));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[1,2)");
    }

    @Test
    void theLingerDoublesWhileLoadsAreTooFrequentAndShrinksAgain() {
        broker.append(P0, 1);
        round(range -> result(range, new Failure(FailureKind.TOO_OFTEN, "too many versions")));
        assertThat(code(P0)).isEqualTo("BI-LOAD-14");
        assertThat(status(P0).linger()).isEqualTo(Duration.ofSeconds(10));
        for (var i = 0; i < 10; i++) {
            clock.pass(Duration.ofMinutes(5));
            round(this::done);
            broker.append(P0, 1);
        }
        assertThat(status(P0).linger()).isEqualTo(Duration.ofSeconds(5));
    }
}

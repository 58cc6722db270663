package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.Offsets;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeCounts;
import io.bisync.loading.range.RangeResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** What the next owner of a partition makes of what it finds, and what becomes of commits that nobody knows of. */
class CoordinatorRecoveryTests extends CoordinatorStage {

    @Test
    void theNextOwnerRecoversTheIntendedRangeAcrossSeveralPolls() {
        broker.append(P0, 7);
        begin();
        broker.append(P0, 5);
        takeOver();
        most = 3;
        assertThat(round(this::done)).isEmpty();
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.RECOVERING);
        assertThat(round(this::done)).isEmpty();
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,7)");
            assertThat(range.records()).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        });
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).isEmpty();
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[7,12)");
    }

    @Test
    void anIntendedRangeKeepsItsEpoch() {
        broker.committed.put(P0, new Offsets.Committed(0, "bi1 topic=topic-1 epoch=4 runs=7:2 to=3 at=0"));
        broker.append(P0, 3);
        takeOver();
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.epoch()).isEqualTo(4);
            assertThat(range.start().rejectedBefore().runs()).containsExactly(Map.entry("7", 2));
        });
    }

    @Test
    void anIntendedRangeWhoseTailHasNoRecordsIsClosedByThePosition() {
        broker.append(P0, 2);
        broker.appendUnseen(P0, 3);
        broker.committed.put(P0, new Offsets.Committed(0, "bi1 topic=topic-1 epoch=0 aside=0 to=5 at=0"));
        takeOver();
        member.seek(P0, 5);
        assertThat(ranges(partitionCoordinator.beforePoll())).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,5)");
            partitionCoordinator.finish(List.of(done(range)));
        });
        assertThat(broker.committedOffset(P0)).isEqualTo(5);
    }

    @Test
    void nothingIsCommittedForAPartitionThatIsNotOwnedAnyMore() {
        broker.append(P0, 3);
        var ranges = begin();
        broker.committed.put(P0, new Offsets.Committed(99, ""));
        member.owned.remove(P0);
        partitionCoordinator.finish(ranges.stream().map(this::done).toList());
        assertThat(broker.committedOffset(P0)).isEqualTo(99);
    }

    @Test
    void noIntentIsWrittenForAPartitionThatIsNotOwned() {
        broker.append(P0, 3);
        partitionCoordinator.beforePoll();
        var polled = member.poll(most);
        member.owned.remove(P0);
        assertThat(partitionCoordinator.polled(polled)).isEmpty();
        assertThat(broker.note(P0)).doesNotContain("to=");
    }

    @Test
    void anIntentWhoseCommitIsUnknownIsNotLoaded(CapturedOutput output) {
        broker.append(P0, 3);
        member.failingCommits.add(true);
        assertThat(begin()).isEmpty();
        assertThat(code(P0)).isEqualTo("BI-LOAD-07");
        member.failingCommits.add(true);
        assertThat(begin()).isEmpty();
        clock.pass(Duration.ofMinutes(5));
        beganOnce(output, "BI-LOAD-07");
        assertThat(round(this::done))
                .extracting(Range.Recovered.class::isInstance)
                .containsExactly(false);
        assertThat(broker.committedOffset(P0)).isEqualTo(3);
    }

    @Test
    void anIntentThatWasWrittenAlthoughItsCommitFailedIsRecovered() {
        broker.append(P0, 3);
        member.failingCommits.add(false);
        assertThat(begin()).isEmpty();
        broker.append(P0, 3);
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,3)");
            assertThat(range).isInstanceOf(Range.Recovered.class);
        });
    }

    @Test
    void aClosingCommitThatFailedIsTakenAsItIsFound() {
        broker.append(P0, 3);
        var ranges = begin();
        member.failingCommits.add(false);
        partitionCoordinator.finish(ranges.stream().map(this::done).toList());
        broker.append(P0, 2);
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[3,5)");

        broker.append(P0, 1);
        clock.pass(Duration.ofSeconds(5));
        var others = begin();
        member.failingCommits.add(true);
        partitionCoordinator.finish(others.stream().map(this::done).toList());
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[5,6)");
            assertThat(range).isInstanceOf(Range.Recovered.class);
        });
    }

    @Test
    void anUnexpectedFailureForgetsAllAndCommitsNothing() {
        broker.append(P0, 3);
        begin();
        var before = member.commits;
        partitionCoordinator.failed("bug");
        assertThat(member.commits).isEqualTo(before);
        assertThat(begin()).isEmpty();
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,3)");
    }

    @Test
    void recordsForAForgottenPartitionAreDroppedAndComeAgain() {
        broker.append(P0, 3);
        partitionCoordinator.beforePoll();
        var polled = member.poll(most);
        partitionCoordinator.drop(polled.keySet());
        assertThat(partitionCoordinator.polled(polled)).isEmpty();
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,3)");
    }

    @Test
    void aNoteOfALaterVersionStopsThePartitionAndTouchesNothing() {
        broker.committed.put(P0, new Offsets.Committed(0, "bi9 to=3"));
        broker.append(P0, 5);
        takeOver();
        assertThat(round(this::done)).isEmpty();
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.STOPPED);
        assertThat(broker.note(P0)).isEqualTo("bi9 to=3");
    }

    @Test
    void aBrokerThatIsDownWhileOffsetsAreReadIsAskedAgain() {
        broker.append(P0, 3);
        takeOverWhileUnreachable();
        assertThat(begin()).isEmpty();
        assertThat(code(P0)).isEqualTo("BI-LOAD-07");
        member.unreachable = false;
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,3)");
    }

    @Test
    void theRunOfRecordsRejectedIsRememberedInTheCommit() {
        broker.append(P0, 3);
        round(range -> new RangeResult(range, null, null, AbortedLoads.NONE, TWO_OF_ONE, RangeCounts.NONE, null, null));
        assertThat(broker.note(P0)).contains("runs=7:2");
        broker.append(P0, 1);
        takeOver();
        assertThat(round(this::done))
                .extracting(it -> it.start().rejectedBefore())
                .containsExactly(TWO_OF_ONE);
    }
}

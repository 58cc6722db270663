package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.KnownTopics;
import io.bisync.loading.Offsets;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeCounts;
import io.bisync.loading.range.RangeResult;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** Offsets that are not where they were expected: gaps, markers, retention, topics that were made anew. */
class CoordinatorOffsetTests extends CoordinatorStage {

    @Test
    void aGapAboveTheExpectedOffsetIsNormal() {
        broker.append(P0, 2);
        round(this::done);
        broker.appendUnseen(P0, 4);
        broker.append(P0, 1);
        clock.pass(Duration.ofSeconds(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[2,7)");
    }

    @Test
    void markersAndAbortedRecordsBehindTheLastRecordLeaveNoLag() {
        broker.append(P0, 2);
        round(range -> new RangeResult(range, null, null, AbortedLoads.NONE, TWO_OF_ONE, RangeCounts.NONE, null, null));
        broker.appendUnseen(P0, 4);
        broker.events.clear();
        round(this::done);
        clock.pass(Duration.ofSeconds(5));
        round(this::done);
        round(this::done);
        assertThat(broker.events).containsExactly("commit 6");
        assertThat(broker.note(P0)).isEqualTo("bi1 topic=topic-1 epoch=0 runs=7:2");
        assertThat(status(P0).committed()).isEqualTo(6);
        broker.append(P0, 1);
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[6,7)");
    }

    @Test
    void thePositionIsNotCommittedWhileSomethingIsGathered() {
        broker.append(P0, 7);
        most = 3;
        begin();
        assertThat(partitionCoordinator.beforePoll()).isEmpty();
        assertThat(member.position(P0)).isEqualTo(3);
        assertThat(broker.committedOffset(P0)).isZero();
    }

    @Test
    void thePositionOfAPartitionThatIsNotOwnedAnyMoreIsNotCommitted() {
        round(this::done);
        broker.appendUnseen(P0, 4);
        member.poll(most);
        member.owned.remove(P0);
        partitionCoordinator.beforePoll();
        assertThat(broker.committedOffset(P0)).isZero();
    }

    @Test
    void aPositionWhoseCommitIsUnknownIsForgotten() {
        round(this::done);
        broker.appendUnseen(P0, 4);
        member.poll(most);
        member.failingCommits.add(false);
        partitionCoordinator.beforePoll();
        assertThat(code(P0)).isEqualTo("BI-LOAD-07");
        assertThat(member.paused).contains(P0);
        clock.pass(Duration.ofMinutes(5));
        broker.append(P0, 1);
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[4,5)");
    }

    @Test
    void aRecordBelowTheExpectedOffsetIsRefusedAndTheCommittedOffsetCounts(CapturedOutput output) {
        broker.append(P0, 4);
        round(this::done);
        clock.pass(Duration.ofSeconds(5));
        broker.append(P0, 1);
        partitionCoordinator.beforePoll();
        member.seek(P0, 2);
        assertThat(partitionCoordinator.polled(member.poll(most))).isEmpty();
        assertThat(code(P0)).isEqualTo("BI-LOAD-09");
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[4,5)");
        beganOnce(output, "BI-LOAD-09");
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        broker.append(P0, 5);
        round(this::done);
        broker.logs.remove(P0);
        broker.ends.put(P0, 0L);
        broker.append(P0, 2);
        broker.topicId = "topic-2";
        known = new KnownTopics();
        takeOver();
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,2)");
            assertThat(range.start().topicId()).isEqualTo("topic-2");
            assertThat(range).isInstanceOf(Range.Fresh.class);
        });
    }

    @Test
    void aTopicThatIsMadeAnewWhileItIsLoadedStopsAndIsNeverJumpedInto() {
        broker.append(P0, 5);
        round(this::done);
        clock.pass(Duration.ofSeconds(5));
        broker.append(P0, 1);
        partitionCoordinator.beforePoll();
        var polled = member.poll(most);
        broker.topicId = "topic-2";
        assertThat(ranges(partitionCoordinator.polled(polled))).isEmpty();
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.STOPPED);
        assertThat(code(P0)).isEqualTo("BI-LOAD-18");
        takeOver();
        assertThat(round(this::done)).isEmpty();
        assertThat(code(P0)).isEqualTo("BI-LOAD-18");
        assertThat(broker.committedOffset(P0)).isEqualTo(5);
    }

    @Test
    void recordsThatRetentionAteBeforeTheyWereLoadedStopThePartition() {
        broker.append(P0, 5);
        broker.append(P1, 1);
        round(range -> range.partition().equals(P0) ? failed(range) : done(range));
        broker.logs.getOrDefault(P0, new TreeMap<>()).headMap(3L).clear();
        clock.pass(Duration.ofMinutes(5));
        round(this::done);
        assertThat(code(P0)).isEqualTo("BI-LOAD-17");
        assertThat(String.valueOf(status(P0).failure())).contains("[0,3)");
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.committedOffset(P1)).isEqualTo(1);
    }

    @Test
    void anOffsetBeyondTheEndStopsThePartition() {
        broker.append(P0, 5);
        broker.committed.put(P0, new Offsets.Committed(7, "bi1 topic=topic-1 epoch=0"));
        takeOver();
        assertThat(round(this::done)).isEmpty();
        assertThat(code(P0)).isEqualTo("BI-LOAD-17");
    }

    @Test
    void anOffsetThatTheConsumerCallsOutOfRangeIsComparedAndOnlyItsPartitionRests() {
        broker.append(P0, 5);
        broker.append(P1, 5);
        partitionCoordinator.beforePoll();
        partitionCoordinator.outOfRange(List.of(P0));
        assertThat(ranges(partitionCoordinator.polled(member.poll(most))))
                .extracting(Range::partition)
                .containsExactly(P1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(begin()).extracting(Range::text).containsExactly("[0,5)");
    }
}

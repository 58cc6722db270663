package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Offsets;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.HeldAccounts;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeCounts;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeResult;
import io.bisync.loading.range.Rejections;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.TinyOrders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PartitionCoordinatorTests {

    private static final Rejections TWO_OF_ONE = new Rejections(new TreeMap<>(Map.of("7", 2)), new TreeMap<>());
    private static final TopicPartition P0 = new TopicPartition("erp.x.order", 0);
    private static final TopicPartition P1 = new TopicPartition("erp.x.order", 1);
    private static final Failure BUSY = new Failure(FailureKind.NOT_NOW, "busy");

    private final BrokerModel broker = new BrokerModel();
    private KnownTopics known = new KnownTopics();
    private LoadingRules rules = Rules.RULES;
    private final Rules.Clock clock = new Rules.Clock();
    private BrokerModel.Member member = broker.member(P0, P1);
    private final List<String> failing = new ArrayList<>();
    private PartitionCoordinator partitionCoordinator = loader(member);
    private int most = 100;

    @BeforeEach
    void start() {
        partitionCoordinator.assigned(member.owned);
        member.position();
    }

    @Test
    void aNewGroupBeginsAtTheBeginningByACommitOfItsOwn() {
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.note(P0)).isEqualTo("bi1 topic=topic-1 epoch=0");
    }

    @Test
    void theIntentIsCommittedBeforeTheLoadsAndTheEndAfterThem() {
        broker.append(P0, 3);
        broker.events.clear();
        round(range -> {
            broker.events.add("load " + range.text());
            return done(range);
        });
        assertThat(broker.events).containsExactly("commit 0 intent", "load [0,3)", "commit 3");
    }

    @Test
    void oneRoundHasOneIntentCommitAndOneClosingCommit() {
        broker.append(P0, 3);
        broker.append(P1, 4);
        var before = member.commits;
        assertThat(round(this::done)).hasSize(2);
        assertThat(member.commits - before).isEqualTo(2);
        assertThat(broker.committedOffset(P0)).isEqualTo(3);
        assertThat(broker.committedOffset(P1)).isEqualTo(4);
    }

    @Test
    void whatFailedIsNotCommittedAndTheOthersAre() {
        broker.append(P0, 3);
        broker.append(P1, 4);
        round(range -> range.partition().equals(P0) ? failed(range) : done(range));
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.committedOffset(P1)).isEqualTo(4);
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.RESTING);
        assertThat(status(P0).failure()).isEqualTo(BUSY);
    }

    @Test
    void afterItsRestAFailedRangeComesBackExactlyEvenIfMoreRecordsAreThere() {
        broker.append(P0, 3);
        round(this::failed);
        broker.append(P0, 5);
        assertThat(round(this::done)).isEmpty();
        assertThat(member.paused).contains(P0);
        clock.pass(Duration.ofMinutes(5));
        var again = round(this::done);
        assertThat(again).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,3)");
            assertThat(range).isInstanceOf(Range.Recovered.class);
            assertThat(range.records()).hasSize(3);
        });
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[3,8)");
    }

    @Test
    void restsGrowWithEveryFailureAndEndWithASuccess() {
        broker.append(P0, 3);
        round(this::failed);
        assertThat(status(P0).failures()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(5));
        round(this::failed);
        assertThat(status(P0).failures()).isEqualTo(2);
        clock.pass(Duration.ofMinutes(5));
        round(this::done);
        assertThat(status(P0).failures()).isZero();
        assertThat(status(P0).failure()).isNull();
    }

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

    @Test
    void aRangeThatIsCutShorterThanItsPollGivesTheRestAtOnceAgain() {
        rules = Rules.withRangeBytes(1);
        takeOver();
        for (var id = 0; id < 3; id++) {
            broker.append(P0, TinyOrders.key(id), TinyOrders.order(id, 1));
        }
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,1)");
        assertThat(broker.committedOffset(P0)).isEqualTo(1);
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[1,2)");
    }

    @Test
    void aRangeThatHasToBeSplitSaysSoBesideTheUnchangedOffsetAndComesBackAtOnce() {
        broker.append(P0, 4);
        round(range -> reopened(range, range.epoch(), FailureKind.REFUSED));
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.note(P0)).contains("to=4 ").contains("split=some_table");
        broker.append(P0, 2);
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,4)");
            assertThat(range.intent().split()).isEqualTo(new TreeSet<>(List.of("some_table")));
        });
    }

    @Test
    void rowsThatWereMiscountedAreSentUnderAnotherEpochAndTheNextRangeIsNot() {
        broker.append(P0, 4);
        round(range -> reopened(range, range.epoch() + 1, FailureKind.MISCOUNTED));
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.STOPPED);
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::epoch).containsExactly(1);
        broker.append(P0, 1);
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::epoch).containsExactly(0);
    }

    @Test
    void atLeastOnceCommitsOnceARoundAndWritesNoIntent() {
        rules = rules(LoadingRules.Delivery.AT_LEAST_ONCE, Rules.RULES.lingers());
        takeOver();
        begin();
        broker.append(P0, 3);
        var before = member.commits;
        broker.events.clear();
        assertThat(round(this::done)).hasSize(1);
        assertThat(member.commits - before).isEqualTo(1);
        assertThat(broker.events).containsExactly("commit 3");
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

    private static LoadingRules rules(Function<String, Duration> lingers) {
        return rules(LoadingRules.Delivery.EXACTLY_ONCE, lingers);
    }

    private static LoadingRules rules(LoadingRules.Delivery delivery, Function<String, Duration> lingers) {
        return new LoadingRules(
                0,
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                3,
                Long.MAX_VALUE,
                delivery,
                lingers);
    }

    private List<Range> begin() {
        var closing = partitionCoordinator.beforePoll();
        assertThat(closing).isEmpty();
        return ranges(partitionCoordinator.polled(member.poll(most)));
    }

    private static List<Range> ranges(List<Prepared> prepared) {
        return prepared.stream().map(Prepared::range).toList();
    }

    private List<Range> round(Function<Range, RangeResult> work) {
        var closing = ranges(partitionCoordinator.beforePoll());
        partitionCoordinator.finish(closing.stream().map(work).toList());
        var ranges = ranges(partitionCoordinator.polled(member.poll(most)));
        partitionCoordinator.finish(ranges.stream().map(work).toList());
        return ranges;
    }

    private void takeOver() {
        member = broker.member(P0, P1);
        partitionCoordinator = loader(member);
        start();
    }

    private void takeOverWhileUnreachable() {
        member = broker.member(P0, P1);
        member.unreachable = true;
        partitionCoordinator = loader(member);
        start();
    }

    private PartitionCoordinator loader(BrokerModel.Member offsets) {
        var entities = Map.of(P0.topic(), TinyOrders.ENTITY);
        return new PartitionCoordinator(
                offsets,
                // Their records are empty and rejected; what becomes of ranges is the tests' to say.
                new RangeNormaliser(entities, new HeldAccounts(), Rules.withRejectionLimit(Integer.MAX_VALUE)),
                rules,
                Rules.backoff(),
                clock,
                new LoadObserver() {
                    @Override
                    public void failed(TopicPartition partition, Failure failure) {
                        failing.add(partition + " " + failure.kind().code());
                    }
                },
                known);
    }

    /** One line and one call of the observer, however often the partition rested for that. */
    private void beganOnce(CapturedOutput output, String code) {
        assertThat(failing).containsExactly(P0 + " " + code);
        assertThat(output.getAll().lines().filter(it -> it.contains(code + " Resting")))
                .hasSize(1);
    }

    private @Nullable String code(TopicPartition partition) {
        var failure = status(partition).failure();
        return failure == null ? null : failure.kind().code();
    }

    private PartitionStatus status(TopicPartition partition) {
        return partitionCoordinator.status().stream()
                .filter(it -> it.partition() == partition.partition())
                .findFirst()
                .orElseThrow();
    }

    private static RangeResult reopened(Range range, int epoch, FailureKind kind) {
        var intent = range.intent();
        var note = range.start().metadata(epoch, kind == FailureKind.REFUSED ? intent.splitting("some_table") : intent);
        return new RangeResult(
                range,
                new Failure(kind, "x"),
                note,
                AbortedLoads.NONE,
                Rejections.NOTHING,
                RangeCounts.NONE,
                null,
                null);
    }

    private RangeResult done(Range range) {
        return result(range, null);
    }

    private RangeResult failed(Range range) {
        return result(range, BUSY);
    }

    private static RangeResult result(Range range, @Nullable Failure failure) {
        var records = (int) (range.to() - range.from());
        var counts = new RangeCounts(records, 0, Map.of(), 0, 0, 0, Map.of(), Map.of(), List.of(), Map.of());
        return new RangeResult(
                range, failure, null, AbortedLoads.NONE, range.start().rejectedBefore(), counts, null, null);
    }
}

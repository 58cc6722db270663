package io.bisync.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoaderTests {

    private static final TopicPartition P0 = new TopicPartition("erp.x.order", 0);
    private static final TopicPartition P1 = new TopicPartition("erp.x.order", 1);
    private static final Trouble BUSY = new Trouble(TroubleKind.NOT_NOW, "busy");

    private final BrokerModel broker = new BrokerModel();
    private final Rules.Clock clock = new Rules.Clock();
    private BrokerModel.Member member = broker.member(P0, P1);
    private Loader loader = loader(member);
    private int most = 100;

    @BeforeEach
    void start() {
        loader.assigned(member.owned);
        member.position();
    }

    @Test
    void aNewGroupBeginsAtTheBeginningByACommitOfItsOwn() {
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.note(P0)).isEqualTo("bi1 topic=topic-1 epoch=0 aside=0");
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
        assertThat(status(P0).trouble()).isEqualTo(BUSY);
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
            assertThat(range.recovered()).isTrue();
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
        assertThat(status(P0).trouble()).isNull();
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
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.from()).isEqualTo(7);
            assertThat(range.records().getFirst().offset()).isEqualTo(7);
        });
    }

    @Test
    void anIntendedRangeKeepsItsEpoch() {
        broker.committed.put(P0, new Offsets.Committed(0, "bi1 topic=topic-1 epoch=4 aside=2 to=3 at=0"));
        broker.append(P0, 3);
        takeOver();
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.epoch()).isEqualTo(4);
            assertThat(range.asideBefore()).isEqualTo(2);
        });
    }

    @Test
    void anIntendedRangeWhoseTailHasNoRecordsIsClosedByThePosition() {
        broker.append(P0, 2);
        broker.appendUnseen(P0, 3);
        broker.committed.put(P0, new Offsets.Committed(0, "bi1 topic=topic-1 epoch=0 aside=0 to=5 at=0"));
        takeOver();
        member.seek(P0, 5);
        assertThat(loader.beforePoll()).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,5)");
            loader.finish(List.of(done(range)));
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
    void aRecordBelowTheExpectedOffsetIsRefusedAndTheCommittedOffsetCounts() {
        broker.append(P0, 4);
        round(this::done);
        clock.pass(Duration.ofSeconds(5));
        broker.append(P0, 1);
        loader.beforePoll();
        member.seek(P0, 2);
        assertThat(loader.begin(member.poll(most))).isEmpty();
        assertThat(status(P0).trouble()).isNotNull();
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[4,5)");
    }

    @Test
    void nothingIsCommittedForAPartitionThatIsNotOwnedAnyMore() {
        broker.append(P0, 3);
        var ranges = begin();
        broker.committed.put(P0, new Offsets.Committed(99, ""));
        member.owned.remove(P0);
        loader.finish(ranges.stream().map(this::done).toList());
        assertThat(broker.committedOffset(P0)).isEqualTo(99);
    }

    @Test
    void noIntentIsWrittenForAPartitionThatIsNotOwned() {
        broker.append(P0, 3);
        loader.beforePoll();
        var polled = member.poll(most);
        member.owned.remove(P0);
        assertThat(loader.begin(polled)).isEmpty();
        assertThat(broker.note(P0)).doesNotContain("to=");
    }

    @Test
    void anIntentWhoseCommitIsUnknownIsNotLoaded() {
        broker.append(P0, 3);
        member.failingCommits.add(true);
        assertThat(begin()).isEmpty();
        assertThat(round(this::done)).extracting(Range::recovered).containsExactly(false);
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
            assertThat(range.recovered()).isTrue();
        });
    }

    @Test
    void aClosingCommitThatFailedIsTakenAsItIsFound() {
        broker.append(P0, 3);
        var ranges = begin();
        member.failingCommits.add(false);
        loader.finish(ranges.stream().map(this::done).toList());
        broker.append(P0, 2);
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[3,5)");

        broker.append(P0, 1);
        clock.pass(Duration.ofSeconds(5));
        var others = begin();
        member.failingCommits.add(true);
        loader.finish(others.stream().map(this::done).toList());
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[5,6)");
            assertThat(range.recovered()).isTrue();
        });
    }

    @Test
    void anUnexpectedFailureForgetsAllAndCommitsNothing() {
        broker.append(P0, 3);
        begin();
        var before = member.commits;
        loader.failed("bug");
        assertThat(member.commits).isEqualTo(before);
        assertThat(begin()).isEmpty();
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,3)");
    }

    @Test
    void recordsForAForgottenPartitionAreDroppedAndComeAgain() {
        broker.append(P0, 3);
        loader.beforePoll();
        var polled = member.poll(most);
        loader.drop(polled.keySet());
        assertThat(loader.begin(polled)).isEmpty();
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
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[3,7)");
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[7,11)");
        assertThat(round(this::done)).isEmpty();
    }

    @Test
    void historyLingersLonger() {
        assertThat(Rules.RULES.linger("erp.x.order.history")).isGreaterThan(Rules.RULES.linger("erp.x.order"));
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        broker.append(P0, 5);
        round(this::done);
        broker.logs.remove(P0);
        broker.ends.put(P0, 0L);
        broker.append(P0, 2);
        broker.topicId = "topic-2";
        takeOver();
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,2)");
            assertThat(range.topicId()).isEqualTo("topic-2");
            assertThat(range.recovered()).isFalse();
        });
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
        member.unreachable = false;
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,3)");
    }

    @Test
    void theRunOfRecordsSetAsideIsRememberedInTheCommit() {
        broker.append(P0, 3);
        round(range -> new RangeResult(range, null, 2, RangeCounts.NONE, null, null));
        assertThat(broker.note(P0)).contains("aside=2");
        broker.append(P0, 1);
        takeOver();
        assertThat(round(this::done)).extracting(Range::asideBefore).containsExactly(2);
    }

    private List<Range> begin() {
        var closing = loader.beforePoll();
        assertThat(closing).isEmpty();
        return loader.begin(member.poll(most));
    }

    private List<Range> round(Function<Range, RangeResult> work) {
        var closing = loader.beforePoll();
        loader.finish(closing.stream().map(work).toList());
        var ranges = loader.begin(member.poll(most));
        loader.finish(ranges.stream().map(work).toList());
        return ranges;
    }

    private void takeOver() {
        member = broker.member(P0, P1);
        loader = loader(member);
        start();
    }

    private void takeOverWhileUnreachable() {
        member = broker.member(P0, P1);
        member.unreachable = true;
        loader = loader(member);
        start();
    }

    private Loader loader(BrokerModel.Member offsets) {
        return new Loader(offsets, Rules.RULES, Rules.backoff(), clock, new LoadObserver() {});
    }

    private PartitionStatus status(TopicPartition partition) {
        return loader.status().stream()
                .filter(it -> it.partition() == partition.partition())
                .findFirst()
                .orElseThrow();
    }

    private RangeResult done(Range range) {
        return result(range, null);
    }

    private RangeResult failed(Range range) {
        return result(range, BUSY);
    }

    private static RangeResult result(Range range, @Nullable Trouble trouble) {
        return new RangeResult(range, trouble, range.asideBefore(), RangeCounts.NONE, null, null);
    }
}

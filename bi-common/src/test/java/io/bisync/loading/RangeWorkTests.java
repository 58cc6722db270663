package io.bisync.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RangeWorkTests {

    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);

    private final BrokerModel broker = new BrokerModel();
    private final Rules.Clock clock = new Rules.Clock();
    private final ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    private final List<DeadLetter> aside = new ArrayList<>();
    private boolean deadLetterTopicFails;

    @Test
    void theItemsOfARangeAreLoadedBeforeItsOrders() {
        order(1, 1);
        order(2, 1);
        var result = run(false);
        assertThat(result.trouble()).isNull();
        assertThat(starRocks.sent)
                .extracting(LoadRequest::table)
                .containsExactly("ods_tiny_order_item", "ods_tiny_order");
        assertThat(starRocks.sent)
                .allSatisfy(it -> assertThat(it.mergeCondition()).isEqualTo("record_version"));
        assertThat(result.counts().loaded()).isEqualTo(2);
        assertThat(result.counts().rows()).isEqualTo(4);
        assertThat(result.counts().accounts().get("7"))
                .isEqualTo(new RangeCounts.AccountCount(4, 0, Instant.ofEpochMilli(1000)));
    }

    @Test
    void theSameRangeHasTheSameLabelsAndBytes() {
        order(1, 1);
        order(1, 2);
        order(2, 1);
        run(false);
        var labels = starRocks.sent.stream().map(LoadRequest::label).toList();
        var bodies = Map.copyOf(starRocks.bodies);
        starRocks.sent.clear();
        run(false);
        assertThat(starRocks.sent).extracting(LoadRequest::label).isEqualTo(labels);
        assertThat(starRocks.bodies).isEqualTo(bodies);
    }

    @Test
    void recordsThatANewerOneReplacesAreCountedApart() {
        order(1, 2);
        order(1, 1);
        var counts = run(false).counts();
        assertThat(counts.loaded()).isEqualTo(1);
        assertThat(counts.superseded()).isEqualTo(1);
    }

    @Test
    void aMisfitIsSetAsideAloneWithItsOriginalRecordAndAReasonWithoutValues() {
        order(1, 1);
        misfit();
        order(2, 1);
        var result = run(false);
        assertThat(result.trouble()).isNull();
        assertThat(result.counts().loaded()).isEqualTo(2);
        assertThat(aside).singleElement().satisfies(it -> {
            assertThat(it.record().offset()).isEqualTo(1);
            assertThat(it.record().value()).isEqualTo(TinyOrders.misfit(5));
            assertThat(it.code()).startsWith("BI-TABLE-");
            assertThat(it.reason()).doesNotContain("xxx");
        });
        assertThat(result.counts().accounts().get("7")).extracting("setAside").isEqualTo(1L);
    }

    @Test
    void aRangeOfMisfitsOnlyHasNothingToLoad() {
        misfit();
        var result = run(false);
        assertThat(result.trouble()).isNull();
        assertThat(starRocks.sent).isEmpty();
        assertThat(aside).hasSize(1);
        assertThat(result.asideRun()).isEqualTo(1);
    }

    @Test
    void tooManyMisfitsInARowStopThePartitionAndNothingIsLoadedOrSetAside() {
        order(1, 1);
        for (var i = 0; i < 4; i++) {
            misfit();
        }
        var result = run(false);
        assertThat(kind(result)).isEqualTo(TroubleKind.SCHEMA);
        assertThat(aside).isEmpty();
        assertThat(starRocks.sent).isEmpty();
    }

    @Test
    void misfitsInARowAreCountedAcrossRangesAndARecordThatFitsEndsTheRun() {
        misfit();
        misfit();
        assertThat(kind(work().run(range(false, 2)))).isEqualTo(TroubleKind.SCHEMA);
        order(1, 1);
        misfit();
        var ended = work().run(range(false, 1));
        assertThat(ended.trouble()).isNull();
        assertThat(ended.asideRun()).isEqualTo(1);
    }

    @Test
    void nothingIsSetAsideBeforeTheLoadsAreThrough() {
        order(1, 1);
        misfit();
        starRocks.next.add(label -> new LoadOutcome.NotNow(label, "busy"));
        assertThat(kind(run(false))).isEqualTo(TroubleKind.NOT_NOW);
        assertThat(aside).isEmpty();
    }

    @Test
    void aDeadLetterThatIsNotAcknowledgedHoldsTheRangeBack() {
        order(1, 1);
        misfit();
        deadLetterTopicFails = true;
        assertThat(kind(run(false))).isEqualTo(TroubleKind.DEAD_LETTERS);
    }

    @Test
    void aRecoveredRangeWhoseLabelsAreVisibleIsNotSentAgain() {
        order(1, 1);
        run(false);
        starRocks.sent.clear();
        assertThat(run(true).trouble()).isNull();
        assertThat(starRocks.sent).isEmpty();
        assertThat(starRocks.asked).hasSize(2);
    }

    @Test
    void anUnclearAnswerIsWaitedForOnTheSameLabel() {
        order(1, 1);
        starRocks.next.add(label -> {
            starRocks.states.put(label, LabelState.PREPARE);
            return new LoadOutcome.Undecided(label, "cut");
        });
        assertThat(kind(run(false))).isEqualTo(TroubleKind.UNDECIDED);
        assertThat(starRocks.sent).hasSize(1);
        assertThat(starRocks.asked).hasSize(11);
    }

    @Test
    void anExceptionIsTheRangesTroubleAndSetsNothingAside() {
        order(1, 1);
        misfit();
        starRocks.next.add(_ -> {
            throw new IllegalStateException("bug");
        });
        assertThat(kind(run(false))).isEqualTo(TroubleKind.UNEXPECTED);
        assertThat(aside).isEmpty();
    }

    @Test
    void aTopicNobodyDeclaredIsNotLoaded() {
        var other = new TopicPartition("other", 0);
        broker.append(other, TinyOrders.key(1), TinyOrders.order(1, 1));
        var range = new Range(other, "id", 0, 0, 1, 0, false, broker.records(other));
        assertThat(kind(work().run(range))).isEqualTo(TroubleKind.NO_ENTITY);
    }

    private void order(long id, long version) {
        broker.append(P0, TinyOrders.key(id), TinyOrders.order(id, version));
    }

    private void misfit() {
        broker.append(P0, TinyOrders.key(5), TinyOrders.misfit(5));
    }

    private RangeResult run(boolean recovered) {
        return work().run(range(recovered, 0));
    }

    private Range range(boolean recovered, int asideBefore) {
        var records = broker.records(P0);
        return new Range(P0, "id", 0, 0, broker.end(P0), asideBefore, recovered, records);
    }

    private static TroubleKind kind(RangeResult result) {
        assertThat(result.trouble()).isNotNull();
        return result.trouble().kind();
    }

    private RangeWork work() {
        return new RangeWork(
                Map.of(P0.topic(), TinyOrders.ENTITY),
                new Labels("test", "group", "bi"),
                starRocks,
                letters -> {
                    if (deadLetterTopicFails) {
                        throw new NotAcknowledgedException("the topic is gone", new IllegalStateException());
                    }
                    aside.addAll(letters);
                },
                Rules.RULES,
                Rules.backoff(),
                clock,
                clock::pass);
    }
}

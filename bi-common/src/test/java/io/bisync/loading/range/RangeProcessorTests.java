package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureKind;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A range is loaded once: its labels, its bytes, what is set aside, and what is found by whoever recovers it. */
class RangeProcessorTests extends RangeStage {

    @Test
    void theItemsOfARangeAreLoadedBeforeItsOrders() {
        order(1, 1);
        order(2, 1);
        var result = run(false);
        assertThat(result.failure()).isNull();
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
    void aMisfitIsRejectedAloneWithItsOriginalRecordAndAReasonWithoutValues() {
        order(1, 1);
        rejected();
        order(2, 1);
        var result = run(false);
        assertThat(result.failure()).isNull();
        assertThat(result.counts().loaded()).isEqualTo(2);
        assertThat(rejected).singleElement().satisfies(it -> {
            assertThat(it.record().offset()).isEqualTo(1);
            assertThat(it.record().value()).isEqualTo(TinyOrders.rejected(5));
            assertThat(it.code()).startsWith("BI-TABLE-");
            assertThat(it.reason()).doesNotContain("xxx");
        });
        assertThat(result.counts().accounts().get("7")).extracting("rejected").isEqualTo(1L);
    }

    @Test
    void aRangeOfMisfitsOnlyHasNothingToLoad() {
        rejected();
        var result = run(false);
        assertThat(result.failure()).isNull();
        assertThat(starRocks.sent).isEmpty();
        assertThat(rejected).hasSize(1);
        assertThat(result.rejections().runs()).containsExactly(Map.entry("7", 1));
    }

    @Test
    void nothingIsRejectedBeforeTheLoadsAreThrough() {
        order(1, 1);
        rejected();
        starRocks.next.add(label -> new LoadOutcome.NotNow(label, "busy"));
        assertThat(kind(run(false))).isEqualTo(FailureKind.NOT_NOW);
        assertThat(rejected).isEmpty();
    }

    @Test
    void aDeadLetterThatIsNotAcknowledgedHoldsTheRangeBack() {
        order(1, 1);
        rejected();
        deadLetterTopicFails = true;
        assertThat(kind(run(false))).isEqualTo(FailureKind.DEAD_LETTERS);
    }

    @Test
    void aRecoveredRangeWhoseLabelsAreVisibleIsNotSentAgain() {
        order(1, 1);
        run(false);
        starRocks.sent.clear();
        assertThat(run(true).failure()).isNull();
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
        assertThat(kind(run(false))).isEqualTo(FailureKind.UNDECIDED);
        assertThat(starRocks.sent).hasSize(1);
        assertThat(starRocks.asked).hasSize(11);
    }

    @Test
    void anExceptionIsTheRangesTroubleAndSetsNothingAside() {
        order(1, 1);
        rejected();
        starRocks.next.add(_ -> {
            throw new IllegalStateException("bug");
        });
        assertThat(kind(run(false))).isEqualTo(FailureKind.UNEXPECTED);
        assertThat(rejected).isEmpty();
    }

    @Test
    void aRangeWhoseRowsBecomeTooManyIsCutAndARecoveredOneNever() {
        for (var id = 1; id <= 10; id++) {
            order(id, 1);
        }
        rules = Rules.withRangeBytes(1_000);
        var cut = prepare(false, Rejections.NOTHING);
        assertThat(cut.rows().records()).isBetween(1, 9);
        assertThat(cut.range().to()).isEqualTo(cut.rows().records());
        assertThat(prepare(true, Rejections.NOTHING).rows().records()).isEqualTo(10);
    }

    @Test
    void aRecoveredRangeWhoseRecordsAreNotTheIntendedOnesIsNotSent() {
        order(1, 1);
        order(2, 1);
        var intent = prepare(false, Rejections.NOTHING).range().intent();
        var lost = Ranges.recovered(
                normaliser(),
                start(Rejections.NOTHING),
                0,
                intent,
                AbortedLoads.NONE,
                broker.records(P0).subList(1, 2));
        assertThat(kind(run(lost)).code()).isEqualTo("BI-LOAD-15");
        assertThat(starRocks.sent).isEmpty();
    }

    @Test
    void loadsOfAnEarlierDeclarationAreOverBeforeTheSameRangeIsSentUnderTheNewOne() {
        order(1, 1);
        var earlier =
                new Intent(1, clock.instant(), "earlier", null, new TreeSet<>(), new TreeMap<>(), new TreeSet<>());
        var old = new Labels("test", "group", "bi")
                .whole("ods_tiny_order", found(earlier).range(), "earlier", new TreeSet<>());
        starRocks.states.put(old, LabelState.PREPARED);
        assertThat(kind(run(found(earlier)))).isEqualTo(FailureKind.UNDECIDED);
        assertThat(starRocks.sent).isEmpty();
        starRocks.states.put(old, LabelState.PREPARE);
        assertThat(run(found(earlier)).failure()).isNull();
        assertThat(starRocks.states).containsEntry(old, LabelState.ABORTED);
        assertThat(starRocks.sent).hasSize(2).extracting(LoadRequest::label).doesNotContain(old);
    }

    @Test
    void aTableThatIsHeldBackIsNotSent() {
        order(1, 1);
        objection = request -> new LoadOutcome.Misconfigured(request.label(), "a column is missing");
        assertThat(kind(run(false))).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(starRocks.sent).isEmpty();
    }

    @Test
    void aMiscountIsSentAgainUnderAnotherEpoch() {
        order(1, 1);
        starRocks.next.add(label -> {
            starRocks.states.put(label, LabelState.VISIBLE);
            return new LoadOutcome.Miscounted(label, "BI-SR-07 0 rows of 1");
        });
        var result = run(false);
        assertThat(kind(result).code()).isEqualTo("BI-LOAD-16");
        assertThat(runAgain(result).failure()).isNull();
        assertThat(starRocks.sent.getFirst().label().value()).contains("-e0-");
        assertThat(starRocks.sent.get(1).label().value()).contains("-e1-");
    }
}

package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Held;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.partition.BrokerModel;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangeProcessorTests {

    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);

    private final BrokerModel broker = new BrokerModel();
    private final Rules.Clock clock = new Rules.Clock();
    private final ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    private final List<DeadLetter> rejected = new ArrayList<>();
    private final HeldAccounts holds = new HeldAccounts();
    private boolean deadLetterTopicFails;
    private @Nullable Function<LoadRequest, LoadOutcome> objection;
    private LoadingRules rules = Rules.RULES;

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
    void oneMisfitMoreInARowThanTheLimitHoldsItsAccountFromThatRecordOnAndItsNeighboursAreLoaded() {
        order(1, 1);
        for (var i = 0; i < 4; i++) {
            rejected();
        }
        order(2, 1);
        neighbour(3);
        var result = run(false);
        assertThat(result.failure()).isNull();
        assertThat(offsets(rejected)).containsExactly(1L, 2L, 3L);
        assertThat(holds.parked).extracting(ConsumerRecord::offset).containsExactly(4L, 5L);
        assertThat(result.counts().loaded()).isEqualTo(2);
        assertThat(result.counts().parked()).isEqualTo(2);
        assertThat(result.counts().records()).isEqualTo(7);
        assertThat(result.rejections().holds()).containsExactly(Map.entry("7", 4L));
        assertThat(result.rejections().runs()).isEmpty();
    }

    @Test
    void misfitsInARowAreCountedAcrossRangesAndARecordThatFitsEndsTheRun() {
        rejected();
        rejected();
        assertThat(run(prepare(false, runOf(2))).rejections().holds()).containsExactly(Map.entry("7", 1L));
        order(1, 1);
        rejected();
        var ended = run(prepare(false, runOf(1)));
        assertThat(ended.rejections().holds()).isEmpty();
        assertThat(ended.rejections().runs()).containsExactly(Map.entry("7", 1));
    }

    @Test
    void aNeighboursGoodRecordDoesNotEndARun() {
        for (var i = 0; i < 4; i++) {
            rejected();
            neighbour(i);
        }
        assertThat(run(false).rejections().holds()).containsOnlyKeys("7");
    }

    @Test
    void recordsOfAHeldAccountAreParkedWholeAndNothingOfThemIsLoaded() {
        holds.held.add("7");
        order(1, 1);
        rejected();
        neighbour(2);
        var result = run(false);
        assertThat(result.counts().loaded()).isEqualTo(1);
        assertThat(holds.parked).isEqualTo(broker.records(P0).subList(0, 2));
        assertThat(rejected).isEmpty();
        assertThat(result.rejections()).isEqualTo(Rejections.NOTHING);
    }

    @Test
    void anIntendedRangeGoesByWhoWasHeldWhenItWasIntendedAndAsksNobody() {
        order(1, 1);
        order(2, 1);
        neighbour(3);
        holds.held.add("8");
        var intended = prepare(false, Rejections.NOTHING);
        assertThat(intended.range().intent().held()).containsExactly(Map.entry("8", new Held(2, false)));
        holds.held.clear();
        holds.held.add("7");
        var again = found(intended.range().intent());
        assertThat(again.rows().content()).isEqualTo(intended.rows().content());
        assertThat(again.rows().parked()).isEqualTo(intended.rows().parked());
    }

    @Test
    void aHoldThatSomebodyLiftedEndsWithTheNextRangeAndItsRunBeginsAnew() {
        rejected();
        var held = new Rejections(new TreeMap<>(), new TreeMap<>(Map.of("7", 0L)));
        assertThat(run(prepare(false, held)).counts().parked()).isEqualTo(1);
        holds.lifted.add("7@0");
        var result = run(prepare(false, held));
        assertThat(result.rejections().holds()).isEmpty();
        assertThat(result.rejections().runs()).containsExactly(Map.entry("7", 1));
    }

    @Test
    void aHoldIsRememberedWhenTheRangeThatBeganItIsRecovered() {
        for (var i = 0; i < 5; i++) {
            rejected();
        }
        var intended = prepare(false, Rejections.NOTHING);
        assertThat(run(found(intended.range().intent())).rejections())
                .isEqualTo(new Rejections(new TreeMap<>(), new TreeMap<>(Map.of("7", 3L))));
    }

    @Test
    void aRangeEndsWhereItsNoteHasNoRoomForOneMoreHeldAccount() {
        for (var account = 0; account < 200; account++) {
            holds.held.add("tenant-" + account);
            broker.append(P0, ("tenant-" + account + ":1").getBytes(UTF_8), TinyOrders.order(1, 1));
        }
        var cut = prepare(false, Rejections.NOTHING).range();
        assertThat(cut.to()).isEqualTo(cut.intent().held().size()).isBetween(20L, 60L);
        assertThat(cut.start().metadata(0, cut.intent()).text()).hasSizeLessThan(2_000);
    }

    @Test
    void recordsThatNameNoAccountStopThePartitionAsNobodyCouldBeHeld() {
        for (var i = 0; i < 4; i++) {
            broker.append(P0, new byte[0], TinyOrders.rejected(1));
        }
        assertThatThrownBy(() -> prepare(false, Rejections.NOTHING))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        it -> assertThat(it.failure().kind()).isEqualTo(FailureKind.SCHEMA));
    }

    @Test
    void aRangeIsNotClosedBeforeItsParkedRecordsAreAcknowledged() {
        holds.held.add("7");
        holds.fails = true;
        order(1, 1);
        neighbour(2);
        assertThat(kind(run(false))).isEqualTo(FailureKind.DEAD_LETTERS);
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
    void refusedRowsReopenTheRangeForSplittingAndNothingIsRejectedYet() {
        order(1, 1);
        order(2, 1);
        starRocks.refuse("\"id\":\"?2\\b");
        var result = run(false);
        assertThat(kind(result)).isEqualTo(FailureKind.REFUSED);
        assertThat(result.reopened()).isNotNull();
        assertThat(result.reopened().intent()).isNotNull();
        assertThat(result.reopened().intent().split()).containsExactly("ods_tiny_order_item");
        assertThat(rejected).isEmpty();
    }

    @Test
    void oneBadRecordIsRejectedAloneWithStarRocksWordsAndTheRestIsLoadedOnce() {
        for (var id = 1; id <= 16; id++) {
            order(id, 1);
        }
        starRocks.refuse("\"id\":\"?11\\b");
        var result = runToTheEnd();
        assertThat(result.counts().loaded()).isEqualTo(15);
        assertThat(result.counts().rejected()).isEqualTo(Map.of("BI-SR-03", 1));
        assertThat(rejected).singleElement().satisfies(it -> {
            assertThat(it.record().offset()).isEqualTo(10);
            assertThat(it.code()).isEqualTo("BI-SR-03");
            assertThat(it.reason()).contains("ods_tiny_order_item").contains("the test says so");
            assertThat(it.label()).endsWith("-10-11-s");
        });
        assertThat(starRocks.loaded("ods_tiny_order_item")).hasSize(15).doesNotHaveDuplicates();
        assertThat(starRocks.loaded("ods_tiny_order")).hasSize(15).doesNotHaveDuplicates();
        assertThat(starRocks.sent.stream().filter(it -> it.table().equals("ods_tiny_order_item")))
                .hasSizeLessThanOrEqualTo(2 * 4 + 1);
    }

    @Test
    void aParentThatIsRefusedLeavesItsChildrenAheadAndSaysSo() {
        order(1, 1);
        order(2, 1);
        order(3, 1);
        starRocks.refuse("\"id\":\"?2\\b.*\"name\"");
        runToTheEnd();
        assertThat(rejected).singleElement().satisfies(it -> {
            assertThat(it.record().offset()).isEqualTo(1);
            assertThat(it.reason()).contains("its rows of ods_tiny_order_item are loaded");
        });
        assertThat(starRocks.loaded("ods_tiny_order_item")).hasSize(3);
        assertThat(starRocks.loaded("ods_tiny_order")).hasSize(2);
    }

    @Test
    void anOlderRecordThatARefusedOneReplacedIsLoadedWithAllItsRows() {
        order(1, 1);
        order(5, 1);
        broker.append(P0, TinyOrders.key(5), TinyOrders.named(5, 2, "bad"));
        order(6, 1);
        starRocks.refuse("bad");
        var result = runToTheEnd();
        assertThat(result.counts().loaded()).isEqualTo(3);
        assertThat(rejected).extracting(it -> it.record().offset()).containsExactly(2L);
        assertThat(starRocks.loaded("ods_tiny_order")).hasSize(3).anyMatch(it -> it.contains("\"record_version\":1"));
        assertThat(starRocks.loaded("ods_tiny_order_item").stream().filter(it -> it.contains("\"source_offset\":1,")))
                .hasSize(1);
    }

    @Test
    void aRecordThatComesToLightAndIsRefusedItselfIsRejectedToo() {
        order(1, 1);
        broker.append(P0, TinyOrders.key(5), withItem(5, 1, 66));
        broker.append(P0, TinyOrders.key(5), TinyOrders.named(5, 2, "bad"));
        starRocks.refuse("bad|\"item\":\"?66");
        var result = runToTheEnd();
        assertThat(result.failure()).isNull();
        assertThat(rejected).extracting(it -> it.record().offset()).containsExactly(1L, 2L);
        assertThat(starRocks.loaded("ods_tiny_order")).hasSize(1);
        assertThat(starRocks.loaded("ods_tiny_order_item")).noneMatch(it -> it.contains("\"source_offset\":1,"));
    }

    @Test
    void aReplacedRecordIsNeverSentBeforeItComesToLightAndThenOnce() {
        order(5, 1);
        broker.append(P0, TinyOrders.key(6), withItem(6, 1, 66));
        broker.append(P0, TinyOrders.key(5), TinyOrders.named(5, 2, "bad"));
        order(7, 1);
        starRocks.refuse("bad|\"item\":\"?66");
        var result = runToTheEnd();
        assertThat(result.failure()).isNull();
        assertThat(starRocks.loaded("ods_tiny_order_item")).doesNotHaveDuplicates();
        assertThat(starRocks.loaded("ods_tiny_order_item").stream().filter(it -> it.contains("\"source_offset\":0,")))
                .hasSize(1);
        assertThat(rejected).extracting(it -> it.record().offset()).containsExactly(1L, 2L);
    }

    @Test
    void splittingGoesOnAfterACrashWithoutSendingAgainWhatIsIn() {
        for (var id = 1; id <= 8; id++) {
            order(id, 1);
        }
        starRocks.refuse("\"id\":\"?3\\b");
        var reopened = run(false);
        starRocks.failAfter(3);
        var broken = runAgain(reopened);
        assertThat(broken.failure()).isNotNull();
        starRocks.failAfter(Integer.MAX_VALUE);
        var result = runAgain(reopened, AbortedLoads.NONE, broker.records(P0));
        assertThat(result.failure()).isNull();
        assertThat(starRocks.loaded("ods_tiny_order_item")).hasSize(7).doesNotHaveDuplicates();
        assertThat(rejected).extracting(it -> it.record().offset()).containsExactly(2L);
    }

    @Test
    void whatWasSeenRefusedIsNeitherAskedForNorSentAgainAndRejectedInTheSameWords() {
        var reopened = reopenedByOneBadRecord();
        var unpublished = runWithoutDeadLetters(reopened);
        assertThat(unpublished.abortedLoads().answers()).hasSize(4);
        starRocks.sent.clear();
        starRocks.asked.clear();
        var result = runAgain(reopened, unpublished.abortedLoads(), broker.records(P0));
        assertThat(result.failure()).isNull();
        assertThat(starRocks.sent).isEmpty();
        assertThat(starRocks.asked).isNotEmpty().doesNotContainAnyElementsOf(labels(unpublished.abortedLoads()));
        assertThat(rejected).singleElement().satisfies(it -> {
            assertThat(it.record().offset()).isEqualTo(2);
            assertThat(it.reason()).contains("the test says so");
            assertThat(it.label()).endsWith("-2-3-s");
        });
    }

    @Test
    void whatWasSeenOfTheIntendedRecordsSaysNothingOfOthers() {
        var reopened = reopenedByOneBadRecord();
        var unpublished = runWithoutDeadLetters(reopened);
        var others = new BrokerModel();
        for (var id = 1; id <= 8; id++) {
            others.append(P0, TinyOrders.key(id), TinyOrders.named(id, 1, id == 3 ? "m" : "n"));
        }
        var result = runAgain(reopened, unpublished.abortedLoads(), others.records(P0));
        assertThat(kind(result)).isEqualTo(FailureKind.CHANGED);
        assertThat(rejected).isEmpty();
    }

    @Test
    void refusalsInARowStopThePartitionAndNothingIsRejected() {
        for (var id = 1; id <= 32; id++) {
            order(id, 1);
        }
        starRocks.refuse("id");
        var reopened = run(false);
        var before = starRocks.sent.size();
        assertThat(kind(runAgain(reopened))).isEqualTo(FailureKind.SCHEMA);
        assertThat(starRocks.sent.size() - before).isLessThanOrEqualTo(4);
        assertThat(rejected).isEmpty();
    }

    @Test
    void refusalsInARowOfOneAccountHoldItAndItsNeighboursAreLoaded() {
        for (var id = 1; id <= 4; id++) {
            broker.append(P0, TinyOrders.key(id), TinyOrders.named(id, 1, "bad"));
        }
        neighbour(9);
        starRocks.refuse("\"name\":\"bad\"");
        var split = runAgain(run(false));
        assertThat(kind(split)).isEqualTo(FailureKind.REFUSED);
        assertThat(split.reopened()).isNotNull();
        assertThat(split.reopened().text()).contains(" epoch=1 ", " held=7:0!").doesNotContain("split=");
        var result = runAgain(split);
        assertThat(result.failure()).isNull();
        assertThat(result.counts().loaded()).isEqualTo(1);
        assertThat(holds.parked).hasSize(4);
        assertThat(rejected).isEmpty();
        assertThat(result.rejections().holds()).containsExactly(Map.entry("7", 0L));
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

    private static byte[] withItem(long id, long version, int item) {
        return """
            {"id":%d,"ts":%d,"name":"n","items":[{"item":%d}]}\
            """.formatted(id, version, item).getBytes(UTF_8);
    }

    private RangeResult runToTheEnd() {
        var result = run(false);
        while (result.failure() != null) {
            assertThat(kind(result)).isEqualTo(FailureKind.REFUSED);
            result = runAgain(result);
        }
        return result;
    }

    private void order(long id, long version) {
        broker.append(P0, TinyOrders.key(id), TinyOrders.order(id, version));
    }

    private void rejected() {
        broker.append(P0, TinyOrders.key(5), TinyOrders.rejected(5));
    }

    private RangeResult run(boolean recovered) {
        return run(prepare(recovered, Rejections.NOTHING));
    }

    private RangeResult run(Prepared prepared) {
        return work().run(prepared);
    }

    private RangeResult reopenedByOneBadRecord() {
        for (var id = 1; id <= 8; id++) {
            order(id, 1);
        }
        starRocks.refuse("\"id\":\"?3\\b");
        return run(false);
    }

    private RangeResult runWithoutDeadLetters(RangeResult reopened) {
        deadLetterTopicFails = true;
        var unpublished = runAgain(reopened);
        assertThat(kind(unpublished)).isEqualTo(FailureKind.DEAD_LETTERS);
        deadLetterTopicFails = false;
        return unpublished;
    }

    private static List<String> labels(AbortedLoads abortedLoads) {
        return abortedLoads.answers().keySet().stream().map(LoadLabel::value).toList();
    }

    /** As the loader does: what was reopened is recovered with what was committed. */
    private RangeResult runAgain(RangeResult before) {
        return runAgain(before, before.abortedLoads(), broker.records(P0));
    }

    private RangeResult runAgain(
            RangeResult reopened, AbortedLoads abortedLoads, List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(reopened.reopened()).isNotNull();
        var note = OffsetMetadata.parse(reopened.reopened().text());
        assertThat(note).isNotNull();
        assertThat(note.intent()).isNotNull();
        return run(Ranges.recovered(
                normaliser(), reopened.range().start(), note.epoch(), note.intent(), abortedLoads, records));
    }

    private Prepared prepare(boolean recovered, Rejections rejectedBefore) {
        return recovered
                ? found(Ranges.intent(broker.end(P0)))
                : Ranges.gathered(normaliser(), rules, start(rejectedBefore), broker.records(P0), clock.instant());
    }

    /** The range as its next owner finds it. */
    private Prepared found(Intent intent) {
        return Ranges.recovered(
                normaliser(), start(Rejections.NOTHING), 0, intent, AbortedLoads.NONE, broker.records(P0));
    }

    private static Range.Start start(Rejections rejectedBefore) {
        return new Range.Start(P0, "id", 0, rejectedBefore);
    }

    private RangeNormaliser normaliser() {
        return new RangeNormaliser(Map.of(P0.topic(), TinyOrders.ENTITY), holds, rules);
    }

    private static Rejections runOf(int count) {
        return new Rejections(new TreeMap<>(Map.of("7", count)), new TreeMap<>());
    }

    private void neighbour(long id) {
        broker.append(P0, ("8:" + id).getBytes(UTF_8), TinyOrders.order(id, 1));
    }

    private static List<Long> offsets(List<DeadLetter> letters) {
        return letters.stream().map(it -> it.record().offset()).toList();
    }

    private static FailureKind kind(RangeResult result) {
        assertThat(result.failure()).isNotNull();
        return result.failure().kind();
    }

    private RangeProcessor work() {
        return new RangeProcessor(
                new Labels("test", "group", "bi"),
                starRocks,
                (group, letters) -> {
                    if (deadLetterTopicFails) {
                        throw new NotAcknowledgedException("the topic is gone", new IllegalStateException());
                    }
                    rejected.addAll(letters);
                },
                holds,
                rules,
                Rules.backoff(),
                clock,
                clock::pass,
                new LoadObserver() {},
                request -> objection == null ? null : objection.apply(request));
    }
}

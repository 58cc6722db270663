package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureKind;
import io.bisync.loading.partition.BrokerModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loads that StarRocks refuses are cut until the records to blame are found. */
class RangeSplittingTests extends RangeStage {

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
}

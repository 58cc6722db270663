package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Held;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Accounts whose records fit no longer are held: theirs wait, their neighbours' are loaded. */
class RangeHoldTests extends RangeStage {

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
}

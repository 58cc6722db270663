package io.bisync.local.jushuitan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.field.TruthRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a merchant's orders come about and change. */
class MerchantTests {

    private static final Duration HISTORY = Duration.ofDays(90);

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T04:00:00Z"));

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(all(lived(7, 500))).isEqualTo(all(lived(7, 500))).isNotEqualTo(all(lived(8, 500)));
    }

    @Test
    void lifeBringsEveryKindOfChange() {
        assertThat(lived(7, 2_000).changes().keySet())
                .contains(
                        ChangeKind.CREATED,
                        ChangeKind.PAID,
                        ChangeKind.CONFIRMED,
                        ChangeKind.SPLIT,
                        ChangeKind.SPLIT_OFF,
                        ChangeKind.SENT,
                        ChangeKind.ITEM_REMOVED,
                        ChangeKind.ITEM_CHANGED,
                        ChangeKind.CANCELLED);
    }

    @Test
    void aTenthOfAllChangesRemovesAnItem() {
        assertThat(lived(7, 2_000).changes().get(ChangeKind.ITEM_REMOVED)).isGreaterThan(200L);
    }

    @Test
    void onlyAPersonTouchesTheLandmark() {
        Merchant merchant = Merchant.first(11_053_062, "川梣铺子", 7, 500, HISTORY, clock);
        long before = merchant.order(Merchant.LANDMARK).orElseThrow().ts();
        merchant.live(5_000);
        OrderView untouched = merchant.order(Merchant.LANDMARK).orElseThrow();
        assertThat(untouched.ts()).isEqualTo(before);
        long oiId = untouched.items().getFirst().get("oi_id") instanceof Long id ? id : 0;
        OrderView changed = merchant.removeItem(Merchant.LANDMARK, oiId).orElseThrow();
        assertThat(changed.items()).hasSize(3);
        assertThat(changed.ts()).isGreaterThan(before);
        assertThat(merchant.removeItem(Merchant.LANDMARK, oiId)).isEmpty();
    }

    @Test
    void theLandmarkExistsInHistoriesOfEveryLength() {
        for (int orders : List.of(1, 20, 2_000, 50_000)) {
            Merchant merchant = Merchant.first(11_053_062, "川梣铺子", 7, orders, HISTORY, clock);
            assertThat(merchant.order(Merchant.LANDMARK)).isPresent();
            assertThat(merchant.orders()).isEqualTo(orders);
        }
    }

    @Test
    void historyIsSpreadOverItsLength() {
        Map<Integer, Integer> perDay = new HashMap<>();
        lived(7, 0).truth(row -> {
            if (row.row().get("modified") instanceof String modified) {
                perDay.merge(modified.substring(0, 10).hashCode(), 1, Integer::sum);
            }
        });
        assertThat(perDay.size()).isBetween(89, 92);
    }

    @Test
    void aPoisonedOrderIsSentWithItsDefectAndIsNoPartOfTheTruth() {
        for (Defect defect : Defect.of(Payload.PAGE)) {
            Merchant merchant = lived(7, 0);
            int before = truth(merchant).size();
            PoisonRow poison = merchant.poison(defect);
            JsonNode sent = newest(merchant);
            JsonNode items = sent.path("items");
            switch (defect) {
                case MISSING_ID -> assertThat(sent.has("o_id")).isFalse();
                case FRACTION_AS_ID -> assertThat(sent.path("o_id").asString()).endsWith(".5");
                case MISSING_VERSION, LONG_ID -> throw new AssertionError("No order is spoilt so: " + defect);
                case ABSURD_VERSION -> assertThat(sent.path("ts").asLong()).isGreaterThan(Long.MAX_VALUE / 4);
                case MISSING_LIST -> assertThat(sent.has("items")).isFalse();
                case TEXT_AS_LIST -> assertThat(items.isString()).isTrue();
                case MISSING_ID_IN_LIST -> assertThat(items).hasSize(2).noneMatch(item -> item.has("oi_id"));
                case ID_TWICE_IN_LIST -> assertThat(items).hasSize(3).last().isEqualTo(items.get(0));
            }
            assertThat(poison.id()).isEqualTo(sent.path("o_id").asString(""));
            merchant.live(50);
            assertThat(truth(merchant))
                    .noneMatch(row ->
                            sent.path("so_id").asString("").equals(row.row().get("so_id")));
            assertThat(truth(merchant).size()).isGreaterThan(before);
            assertThat(merchant.poison()).containsExactly(poison);
        }
    }

    private Merchant lived(long seed, int changes) {
        Merchant merchant = Merchant.further(12_000, "海棠商贸", seed, 1_000, HISTORY, clock);
        merchant.live(changes);
        return merchant;
    }

    private static String all(Merchant merchant) {
        return new String(merchant.page(query(100_000)).orders(), StandardCharsets.UTF_8);
    }

    private static JsonNode newest(Merchant merchant) {
        JsonNode orders = JsonMapper.shared().readTree(all(merchant));
        return orders.get(orders.size() - 1);
    }

    private static OrderQuery query(int size) {
        return new OrderQuery(0L, null, Set.of(), Set.of(), null, Set.of(), null, 1, size, false, true, true);
    }

    private static List<TruthRow> truth(Merchant merchant) {
        List<TruthRow> rows = new ArrayList<>();
        merchant.truth(rows::add);
        return rows;
    }
}

package io.bisync.local.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.jushuitan.merchant.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages, windows and row versions of the order query. */
class OrdersQueryTests {

    private static final String LAST_WEEK =
            "\"modified_begin\":\"2026-11-13 12:00:00\",\"modified_end\":\"2026-11-20 12:00:00\"";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T04:00:00Z"));
    private final JushuitanSimulator simulator = JushuitanSimulator.start(
            SimulatorSettings.of(2_000).withSpeed(10_000).withClock(clock));
    private final Client client = new Client(simulator, 0, clock);
    private final Merchant merchant = simulator.merchant(11_053_062);

    @BeforeEach
    void authorise() {
        client.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aPageHasAtMostAHundredRowsAndTheFirstIsOne() {
        assertThat(refused("\"start_ts\":0,\"page_size\":101")).contains("page_size");
        assertThat(refused("\"start_ts\":0,\"page_size\":0")).contains("page_size");
        assertThat(refused("\"start_ts\":0,\"page_index\":0")).contains("page_index");
        assertThat(ids(data("\"start_ts\":0,\"page_size\":\"100\",\"page_index\":\"1\"")))
                .hasSize(100);
    }

    @Test
    void aWindowHasTwoEndsAndAtMostSevenDays() {
        assertThat(refused("\"modified_begin\":\"2026-11-13 12:00:00\"")).contains("必须同时存在");
        assertThat(refused("\"modified_begin\":\"2026-11-13 12:00:00\",\"modified_end\":\"2026-11-20 12:00:01\""))
                .contains("七天");
        assertThat(refused("\"modified_begin\":\"2026-11-20 12:00:00\",\"modified_end\":\"2026-11-13 12:00:00\""))
                .contains("modified_end");
        assertThat(refused("\"modified_begin\":\"2026-11-13T12:00:00\",\"modified_end\":\"2026-11-20 12:00:00\""))
                .contains("modified_begin");
        assertThat(data(LAST_WEEK).path("data_count").asInt()).isPositive();
    }

    @Test
    void somethingMustBeAskedFor() {
        assertThat(refused("\"page_size\":10")).contains("不能同时为空");
    }

    @Test
    void aFieldThatTheVendorDoesNotListIsNamedAndRefused() {
        assertThat(refused("\"start_ts\":0,\"pagesize\":10")).contains("pagesize");
        assertThat(refused("\"start_ts\":0,\"order_flds\":[\"o_id\"]")).contains("order_flds");
        assertThat(refused("\"start_ts\":0,\"date_type\":1")).contains("date_type");
        assertThat(refused("\"start_ts\":0,\"status\":\"Lost\"")).contains("status");
        assertThat(client.orders("[]").path("code").asInt()).isEqualTo(140);
        assertThat(client.orders("{").path("code").asInt()).isEqualTo(140);
    }

    @Test
    void aTotalIsCountedOnlyWhenAsked() {
        JsonNode counted = data(LAST_WEEK + ",\"page_size\":7");
        int total = counted.path("data_count").asInt();
        assertThat(counted.path("page_count").asInt()).isEqualTo((total + 6) / 7);
        assertThat(data(LAST_WEEK + ",\"is_get_total\":false")
                        .path("data_count")
                        .asInt())
                .isZero();
    }

    @Test
    void theLastPageHasNoNext() {
        int total = data(LAST_WEEK).path("data_count").asInt();
        JsonNode last = data(LAST_WEEK + ",\"page_size\":100,\"page_index\":" + (total + 99) / 100);
        assertThat(last.path("has_next").asBoolean(true)).isFalse();
        assertThat(data(LAST_WEEK + ",\"page_size\":100").path("has_next").asBoolean())
                .isEqualTo(total > 100);
        assertThat(ids(data(LAST_WEEK + ",\"page_index\":99"))).isEmpty();
    }

    @Test
    void dateTypesPickTheTimeColumn() {
        for (Map.Entry<Integer, String> column :
                Map.of(0, "modified", 2, "order_date", 3, "send_date").entrySet()) {
            JsonNode rows = data(LAST_WEEK + ",\"page_size\":100,\"date_type\":" + column.getKey())
                    .path("orders");
            List<String> times = new ArrayList<>();
            rows.forEach(row -> times.add(row.path(column.getValue()).asString()));
            assertThat(times).isSorted().isNotEmpty().allMatch(time -> time.compareTo("2026-11-13") > 0);
        }
    }

    @Test
    void ordersAreFoundByTheirIdsAndNumbers() {
        assertThat(ids(data("\"o_ids\":[38852,\"38853\",1]"))).containsExactly(38852L, 38853L);
        String soId = merchant.order(38852).orElseThrow().soId();
        assertThat(ids(data("\"so_ids\":[\"" + soId + "\"]"))).containsExactly(38852L);
        String many =
                IntStream.range(0, 21).mapToObj(i -> "\"s%d\"".formatted(i)).collect(Collectors.joining(","));
        assertThat(refused("\"so_ids\":[" + many + "]")).contains("so_ids");
    }

    @Test
    void rowVersionsAscendFromTheOneAskedForInclusive() {
        List<Long> versions = versions(data("\"start_ts\":0,\"is_get_total\":false,\"page_size\":100"));
        assertThat(versions).isSorted().doesNotHaveDuplicates().allMatch(ts -> ts > 1L << 31);
        long third = versions.get(2);
        assertThat(versions(data("\"start_ts\":%d,\"page_size\":2".formatted(third))))
                .containsExactly(third, versions.get(3));
    }

    @Test
    void rowsThatChangeLeaveAClosedWindowAndShiftTheRest() {
        List<Long> first = ids(data(LAST_WEEK + ",\"page_size\":10,\"page_index\":1"));
        List<Long> second = ids(data(LAST_WEEK + ",\"page_size\":10,\"page_index\":2"));
        clock.advance(Duration.ofSeconds(5));
        merchant.touch(first.getFirst());
        List<Long> secondNow = ids(data(LAST_WEEK + ",\"page_size\":10,\"page_index\":2"));
        // A client that had read page 1 before misses the row that slipped from page 2 to page 1.
        assertThat(secondNow).doesNotContain(second.getFirst()).containsAll(second.subList(1, 10));
        assertThat(ids(data(LAST_WEEK + ",\"page_size\":10")))
                .contains(second.getFirst())
                .doesNotContain(first.getFirst());
    }

    @Test
    void pagingByRowVersionLosesNothingWhileLifeGoesOn() {
        Map<Long, Long> newest = new HashMap<>();
        long cursor = 0;
        for (int quiet = 0; quiet < 2; ) {
            if (newest.size() < 1_900) {
                clock.advance(Duration.ofMillis(50));
                merchant.live(20);
            }
            JsonNode data = data("\"start_ts\":%d,\"is_get_total\":false,\"page_size\":100".formatted(cursor));
            for (JsonNode order : data.path("orders")) {
                long ts = Long.parseLong(order.path("ts").asString());
                newest.put(Long.parseLong(order.path("o_id").asString()), ts);
                cursor = ts + 1;
            }
            quiet += data.path("orders").isEmpty() ? 1 : 0;
        }
        Map<Long, Long> truth = new HashMap<>();
        merchant.truth(row -> {
            if (row.table().equals("jushuitan_order") && row.row().get("o_id") instanceof Long oId) {
                truth.put(oId, row.version());
            }
        });
        assertThat(newest).isEqualTo(truth);
    }

    @Test
    void financesComeOnlyWhenAskedFor() {
        assertThat(data("\"start_ts\":0").toString()).doesNotContain("cb_finances");
        Set<Boolean> found = new HashSet<>();
        for (int page = 1; page <= 20; page++) {
            found.add(data("\"start_ts\":0,\"is_get_cbfinance\":true,\"page_size\":100,\"page_index\":" + page)
                    .toString()
                    .contains("cb_finances"));
        }
        assertThat(found).contains(true);
    }

    @Test
    void theShopQueryAnswersDatas() {
        JsonNode data = client.shops("{\"page_index\":1,\"page_size\":\"3\"}").path("data");
        assertThat(data.path("datas").size()).isEqualTo(3);
        assertThat(data.path("has_next").asBoolean()).isTrue();
        assertThat(client.shops("{\"page_size\":101}").path("code").asInt()).isEqualTo(140);
        assertThat(client.shops("{\"nick\":1}").path("msg").asString()).contains("nick");
    }

    private JsonNode data(String biz) {
        JsonNode answer = client.orders("{" + biz + "}");
        assertThat(answer.path("code").asInt())
                .as(answer.path("msg").asString())
                .isZero();
        return answer.path("data");
    }

    private String refused(String biz) {
        JsonNode answer = client.orders("{" + biz + "}");
        assertThat(answer.path("code").asInt()).isIn(140);
        return answer.path("msg").asString();
    }

    private static List<Long> ids(JsonNode data) {
        List<Long> ids = new ArrayList<>();
        data.path("orders")
                .forEach(order -> ids.add(Long.valueOf(order.path("o_id").asString())));
        return ids;
    }

    private static List<Long> versions(JsonNode data) {
        List<Long> versions = new ArrayList<>();
        data.path("orders")
                .forEach(order -> versions.add(Long.valueOf(order.path("ts").asString())));
        return versions;
    }
}

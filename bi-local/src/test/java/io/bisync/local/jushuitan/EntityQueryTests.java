package io.bisync.local.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.jushuitan.book.Book;
import io.bisync.local.jushuitan.field.TruthRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The queries that are answered from a book: what the dictionary says is what is asked and answered. */
class EntityQueryTests {

    private static final long CO_ID = 11_053_062;
    private static final String YEARS =
            "\"modified_begin\":\"2026-08-20 00:00:00\",\"modified_end\":\"2026-08-27 00:00:00\"";

    private static final String LATELY =
            "\"modified_begin\":\"2026-11-10 00:00:00\",\"modified_end\":\"2026-11-17 00:00:00\"";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T04:00:00Z"));
    private final JushuitanSimulator simulator = JushuitanSimulator.start(
            SimulatorSettings.of(800).withSpeed(100_000).withClock(clock));
    private final Client client = new Client(simulator, 0, clock);

    @BeforeEach
    void authorise() {
        client.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aPageIsAtMostAsLongAsItsEntitysMay() {
        assertThat(refused("sales_out", "\"start_ts\":0,\"page_size\":51")).contains("page_size");
        assertThat(rows("sales_out", "\"start_ts\":0,\"page_size\":50")).hasSize(50);
        assertThat(rows("sales_out", "\"start_ts\":0")).hasSize(30);
        assertThat(refused("inventory", "\"ts\":0,\"page_size\":101")).contains("page_size");
        assertThat(refused("shop", "\"page_size\":101")).contains("page_size");
        assertThat(rows("shop", "")).hasSize(100);
        assertThat(data("shop", "").path("has_next").asBoolean()).isTrue();
        assertThat(rows("shop", "\"page_index\":2")).hasSizeBetween(1, 99);
    }

    @Test
    void aWindowHasTwoEndsAndAtMostSevenDays() {
        assertThat(refused("purchase", "\"modified_begin\":\"2026-11-13 12:00:00\""))
                .contains("必须同时存在");
        assertThat(refused(
                        "purchase",
                        "\"modified_begin\":\"2026-11-13 12:00:00\",\"modified_end\":\"2026-11-20 12:00:01\""))
                .contains("7天");
        assertThat(refused(
                        "purchase",
                        "\"modified_begin\":\"2026-11-20 12:00:00\",\"modified_end\":\"2026-11-13 12:00:00\""))
                .contains("modified_end");
        assertThat(code("purchase", YEARS)).isZero();
    }

    @Test
    void somethingMustBeAskedFor() {
        assertThat(refused("purchase", "\"page_size\":10")).contains("不能同时为空");
        assertThat(refused("sales_out", "")).contains("不能同时为空");
        assertThat(refused("inventory", "\"wms_co_id\":0")).contains("不能同时为空");
    }

    @Test
    void aFieldThatTheVendorDoesNotListIsNamedAndRefused() {
        assertThat(refused("purchase", YEARS + ",\"start_ts\":0")).contains("start_ts");
        assertThat(refused("inventory", "\"start_ts\":0")).contains("start_ts");
        assertThat(refused("shop", "\"modified_begin\":\"2026-11-13 12:00:00\""))
                .contains("modified_begin");
        assertThat(refused("sales_out", "\"start_ts\":0,\"status\":\"Lost\"")).contains("status");
        assertThat(refused("sales_out", "\"start_ts\":0,\"date_type\":1")).contains("date_type");
        assertThat(code("sales_out", YEARS + ",\"date_type\":2")).isEqualTo(-501);
    }

    @Test
    void rowsAreCountedWhereThePageSaysSo() {
        JsonNode counted = data("sales_out", "\"start_ts\":0,\"page_size\":7");
        int total = counted.path("data_count").asInt();
        assertThat(total).isGreaterThan(100);
        assertThat(counted.path("page_count").asInt()).isEqualTo((total + 6) / 7);
        assertThat(data("sales_out", "\"start_ts\":0,\"is_get_total\":false")
                        .path("data_count")
                        .asInt())
                .isZero();
        assertThat(data("shop", "").has("data_count")).isFalse();
        assertThat(data("inventory", "\"ts\":0").has("data_count")).isFalse();
    }

    @Test
    void rowVersionsAscendFromTheOneAskedForInclusive() {
        for (var increment : Map.of("sales_out", "start_ts", "inventory", "ts").entrySet()) {
            List<Long> versions = numbers(rows(increment.getKey(), "\"%s\":0".formatted(increment.getValue())), "ts");
            assertThat(versions).isSorted().doesNotHaveDuplicates();
            long third = versions.get(2);
            assertThat(numbers(
                            rows(
                                    increment.getKey(),
                                    "\"%s\":%d,\"page_size\":2".formatted(increment.getValue(), third)),
                            "ts"))
                    .containsExactly(third, versions.get(3));
        }
    }

    @Test
    void stockWithoutAWarehouseIsTheSumOfAll() {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (JsonNode warehouse : all("warehouse", "", "")) {
            String number = warehouse.path("wms_co_id").asString();
            for (JsonNode row : all("inventory", "\"ts\":0,\"wms_co_id\":%s,\"page_size\":100".formatted(number), "")) {
                sums.merge(row.path("sku_id").asString(), quantity(row), BigDecimal::add);
            }
        }
        List<JsonNode> total = all("inventory", "\"ts\":0,\"page_size\":100", "");
        assertThat(total)
                .hasSameSizeAs(sums.keySet())
                .allSatisfy(row -> assertThat(quantity(row))
                        .isEqualByComparingTo(
                                sums.getOrDefault(row.path("sku_id").asString(), BigDecimal.TEN)));
        assertThat(total.stream().map(row -> row.has("wms_co_id")))
                .as("rows may lack what was asked for")
                .contains(true, false);
    }

    @Test
    void aRowChangesTwiceWithinOneSecondOfItsModified() {
        Book purchases = book("purchase");
        Map<String, Set<String>> bodies = new HashMap<>();
        boolean twice = false;
        for (int i = 0; i < 2_000 && !twice; i++) {
            clock.advance(Duration.ofMillis(40));
            purchases.live(1);
            String now = "2026-11-20 12:%02d:%02d".formatted(i * 40 / 60_000, i * 40 / 1000 % 60);
            for (JsonNode row :
                    rows("purchase", "\"modified_begin\":\"%s\",\"modified_end\":\"%s\"".formatted(now, now))) {
                Set<String> seen = bodies.computeIfAbsent(row.path("po_id").asString() + now, _ -> new HashSet<>());
                seen.add(row.toString());
                twice |= seen.size() > 1;
            }
        }
        assertThat(twice).isTrue();
    }

    @Test
    void aRowIsCommittedBelowAVersionThatWasRead() {
        Book out = book("sales_out");
        out.lateCommits(300);
        Set<Long> read = new HashSet<>();
        boolean late = false;
        for (int i = 0; i < 300 && !late; i++) {
            out.live(1);
            long newest = read.stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE);
            for (JsonNode row : all("sales_out", "\"start_ts\":0,\"page_size\":50", "")) {
                long ts = row.path("ts").asLong();
                late |= i > 0 && !read.contains(ts) && ts < newest;
                read.add(ts);
            }
        }
        assertThat(late).isTrue();
    }

    @Test
    void aShopVanishesAndComesBack() {
        Book shops = book("shop");
        List<String> lasting = simulator.merchant(CO_ID).shops().stream()
                .map(shop -> Long.toString(shop.shopId()))
                .toList();
        Set<String> ever = new HashSet<>();
        boolean back = false;
        boolean vanished = false;
        for (int i = 0; i < 400 && !back; i++) {
            shops.live(5);
            Set<String> now = new HashSet<>();
            all("shop", "", "").forEach(row -> now.add(row.path("shop_id").asString()));
            vanished |= !now.containsAll(ever);
            back = vanished && String.valueOf(shops.counts().get("changes")).contains("CAME_BACK");
            ever.addAll(now);
            assertThat(now).as("those that orders name stay").containsAll(lasting);
        }
        assertThat(back).isTrue();
    }

    @Test
    void rowsAreFoundByTheListsOfTheirPage() {
        String poId = rows("purchase", YEARS).getFirst().path("po_id").asString();
        assertThat(numbers(rows("purchase", "\"po_ids\":[\"%s\"]".formatted(poId)), "po_id"))
                .containsExactly(Long.valueOf(poId));
        assertThat(rows("inventory", "\"sku_ids\":\"SKU-00001,SKU-00002,none\""))
                .hasSize(2);
    }

    /** A client that reads leniently sees what is true: one description, two spellings. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sales_out",
                "purchase",
                "inventory",
                "shop",
                "warehouse",
                "after_sale",
                "item",
                "combined_sku",
                "shop_sku",
                "transfer",
                "category"
            })
    void whatIsSentIsWhatIsTrue(String entity) {
        Book book = book(entity);
        book.live(200);
        Map<String, JsonNode> sent = new HashMap<>();
        Dictionary page = book.dictionary();
        String key = page.key().getLast();
        List<String> scopes = page.keyOfRequest().isEmpty()
                ? List.of("")
                : all("warehouse", "", "").stream()
                        .map(row -> row.path("wms_co_id").asString())
                        .map(number -> ",\"wms_co_id\":" + number)
                        .toList();
        for (String scope : scopes) {
            String number = scope.replaceAll("\\D", "");
            for (JsonNode row : everything(page, scope + switches(page))) {
                sent.put(page.table() + number + "/" + row.path(key).asString(), row);
                page.level(Dictionary.ROOT, FieldType.LIST)
                        .forEach(list -> row.path(list.name())
                                .forEach(child -> sent.put(
                                        page.table(list) + number + "/"
                                                + child.path(page.key(list)).asString(),
                                        child)));
            }
        }
        List<TruthRow> truth = new ArrayList<>();
        book.truth(truth::add);
        assertThat(truth).hasSameSizeAs(sent.keySet()).allSatisfy(row -> {
            String name = row.table()
                    + (row.key().size() > 1 && page.keyOfRequest().isPresent()
                            ? row.key().get("wms_co_id")
                            : "") + "/"
                    + List.copyOf(row.key().values()).getLast();
            JsonNode payload = sent.get(name);
            assertThat(payload).as(name).isNotNull();
            Map<?, ?> kept = row.row().get("extra") instanceof Map<?, ?> extra ? extra : Map.of();
            row.row().forEach((field, value) -> {
                if (kept.containsKey(field) && payload != null) {
                    assertThat(value).as("%s.%s", name, field).isNull();
                    assertThat(payload.get(field)).isEqualTo(Client.JSON.valueToTree(kept.get(field)));
                } else if (!field.equals("extra") && payload != null) {
                    assertThat(isTold(payload.get(field), value))
                            .as("%s.%s: %s is %s", name, field, payload.get(field), value)
                            .isTrue();
                }
            });
        });
        assertThat(truth.stream()
                        .flatMap(row -> row.row().entrySet().stream())
                        .filter(field -> field.getValue() != null))
                .isNotEmpty();
    }

    /** Of each type that a column can refuse; what no column takes stands in {@code extra}. */
    @ParameterizedTest
    @ValueSource(strings = {"sales_out", "purchase", "inventory"})
    void nowAndThenAFieldHasAValueThatItCannotHave(String entity) {
        List<Object> odd = new ArrayList<>();
        Set<String> known =
                book(entity).dictionary().fields().stream().map(Field::name).collect(Collectors.toSet());
        book(entity).truth(row -> {
            if (row.row().get("extra") instanceof Map<?, ?> extra) {
                extra.forEach((name, value) -> {
                    if (known.contains(String.valueOf(name))) {
                        odd.add(value);
                    }
                });
            }
        });
        assertThat(odd).contains("0.27 kg", "123456789012345678901234567890.5").hasSizeGreaterThan(5);
    }

    @Test
    void aPartThatHasASwitchIsAnsweredOnlyWhenItIsOn() {
        assertThat(all("sales_out", "\"start_ts\":0", "")).noneMatch(row -> row.has("cb_finance"));
        assertThat(all("sales_out", "\"start_ts\":0", ",\"is_get_cbfinance\":true"))
                .anyMatch(row -> row.has("cb_finance"));
    }

    @Test
    void aRowVersionGoesAloneWhereThePageSaysSo() {
        assertThat(code("purchase_in", "\"start_ts\":0,\"is_get_total\":false")).isZero();
        assertThat(refused("purchase_in", "\"start_ts\":0,\"statuss\":[\"Confirmed\"]"))
                .contains("statuss");
        assertThat(refused("purchase_in", "\"start_ts\":0," + YEARS)).contains("modified_begin");
        assertThat(code("after_sale", "\"start_ts\":0,\"status\":\"Confirmed\""))
                .isZero();
    }

    @Test
    void aWindowOfReceiptsWithoutStatusesAnswersOnlyWhatIsReceived() {
        assertThat(words(all("purchase_in", LATELY, ""), "status")).containsOnly("Confirmed");
        assertThat(words(all("purchase_in", LATELY, ",\"statuss\":[\"WaitConfirm\",\"Delete\"]"), "status"))
                .containsOnly("WaitConfirm", "Delete");
        assertThat(words(all("purchase_in", "\"start_ts\":0", ""), "status")).contains("Confirmed", "WaitConfirm");
    }

    @Test
    void aWindowOfShipmentsMeansTheTimeOfSendingUnlessItSaysOtherwise() {
        assertThat(code("logistics", YEARS)).as("not built").isEqualTo(-501);
        assertThat(code("logistics", YEARS + ",\"date_type\":0")).isZero();
    }

    @Test
    void suppliersAndTheLogOfOrdersAreAnsweredOfADayAtMost() {
        assertThat(refused("supplier", YEARS)).contains("1天");
        assertThat(refused("order_action", YEARS)).contains("1天");
    }

    @Test
    void anEntryOfALogIsOnlyEverAdded() {
        Book log = book("order_action");
        log.live(50);
        assertThat(log.counts()).hasToString("{rows=200, changes={CREATED=50}}");
    }

    private static Set<String> words(List<JsonNode> rows, String field) {
        return rows.stream().map(row -> row.path(field).asString()).collect(Collectors.toSet());
    }

    private static String switches(Dictionary page) {
        return page.level(Dictionary.REQUEST, FieldType.BOOLEAN).stream()
                .filter(field -> !field.values().isEmpty())
                .map(field -> ",\"%s\":true".formatted(field.name()))
                .collect(Collectors.joining());
    }

    private List<JsonNode> everything(Dictionary page, String scope) {
        String increment = page.require("increment");
        if (!increment.equals("modified")) {
            String biz = increment.equals("none") ? "" : "\"%s\":0".formatted(increment);
            return all(page.entity(), biz, scope);
        }
        List<JsonNode> rows = new ArrayList<>();
        for (int week = 0; week < 15; week++) {
            Instant to = clock.instant().plusSeconds(10).minus(Duration.ofDays(7L * week));
            rows.addAll(all(
                    page.entity(),
                    "\"modified_begin\":\"%s\",\"modified_end\":\"%s\""
                            .formatted(wall(to.minus(Duration.ofDays(7))), wall(to.minusSeconds(1))),
                    scope));
        }
        return rows;
    }

    private static String wall(Instant at) {
        return at.plus(Duration.ofHours(8)).toString().replace('T', ' ').substring(0, 19);
    }

    private static boolean isTold(@Nullable JsonNode sent, @Nullable Object truth) {
        String text = sent == null || sent.isNull() ? "" : sent.asString("");
        return switch (truth) {
            case null -> text.isEmpty() || text.startsWith("0000");
            case Boolean flag -> text.equals(flag.toString()) || text.equals(flag ? "1" : "0");
            case Long number -> text.equals(Long.toString(number));
            case String time
            when time.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}") ->
                time.equals(text.contains(".") ? text : text + ".000");
            case String masked when masked.contains("***") -> !text.isEmpty();
            case String decimal
            when decimal.matches("-?\\d+\\.\\d{4}") ->
                new BigDecimal(text)
                        .setScale(4, RoundingMode.HALF_UP)
                        .toPlainString()
                        .equals(decimal);
            case String same -> text.equals(same);
            default -> sent != null && sent.toString().equals(Client.JSON.writeValueAsString(truth));
        };
    }

    /** What is no number, or none that a column takes, is no quantity. */
    private static BigDecimal quantity(JsonNode row) {
        String quantity = row.path("qty").asString("");
        return quantity.matches("-?\\d{1,14}(\\.\\d+)?") ? new BigDecimal(quantity) : BigDecimal.ZERO;
    }

    private Book book(String entity) {
        return simulator.merchant(CO_ID).books().of(entity).orElseThrow();
    }

    private List<JsonNode> all(String entity, String biz, String more) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode data;
        int index = 0;
        do {
            String page = "\"page_index\":" + ++index;
            data = data(entity, biz.isEmpty() ? page + more : biz + "," + page + more);
            data.path(book(entity).dictionary().require("array")).forEach(rows::add);
        } while (data.path("has_next").asBoolean());
        return rows;
    }

    private List<JsonNode> rows(String entity, String biz) {
        List<JsonNode> rows = new ArrayList<>();
        data(entity, biz).path(book(entity).dictionary().require("array")).forEach(rows::add);
        return rows;
    }

    private JsonNode data(String entity, String biz) {
        JsonNode answer = ask(entity, biz);
        assertThat(answer.path("code").asInt())
                .as(answer.path("msg").asString())
                .isZero();
        return answer.path("data");
    }

    private String refused(String entity, String biz) {
        JsonNode answer = ask(entity, biz);
        assertThat(answer.path("code").asInt()).isEqualTo(140);
        return answer.path("msg").asString();
    }

    private int code(String entity, String biz) {
        return ask(entity, biz).path("code").asInt();
    }

    private JsonNode ask(String entity, String biz) {
        String path = book(entity).dictionary().require("path");
        return client.post(path, client.signed(client.businessFields("{" + biz + "}")));
    }

    private static List<Long> numbers(List<JsonNode> rows, String field) {
        return rows.stream()
                .map(row -> Long.valueOf(row.path(field).asString()))
                .toList();
    }
}

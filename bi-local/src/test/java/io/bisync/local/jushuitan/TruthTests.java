package io.bisync.local.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Personal;
import io.bisync.local.jushuitan.field.ShanghaiTime;
import io.bisync.local.jushuitan.field.TruthRow;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.Unknown;
import io.bisync.local.marks.Marks;
import io.bisync.local.marks.Marks.Mark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API sends and what the simulator says is true are two spellings of the same orders. */
class TruthTests {

    private static final List<String> PLACES = List.of(
            "jushuitan.order",
            "jushuitan.order.items",
            "jushuitan.order.cb_finances",
            "jushuitan.order.items.item_ext_data",
            "jushuitan.order.question_desc");

    private static final List<String> PERSONAL = List.of(
            "receiver_name",
            "receiver_mobile",
            "receiver_phone",
            "receiver_state",
            "receiver_city",
            "receiver_district",
            "receiver_town",
            "receiver_address",
            "receiver_country",
            "receiver_zip",
            "receiver_email",
            "shop_buyer_id",
            "open_id",
            "buyer_id",
            "buyer_message",
            "remark",
            "invoice_title",
            "buyer_tax_no",
            "node",
            "buyer_account",
            "receiver_id_card");

    private static final Set<String> PARTS_OF_UNKNOWN =
            Set.of("backup_mobile", "gift_receiver", "contact_phone", "contact_email", "mobile", "buyer_word");

    private static final Map<String, String> PATHS = Map.of(
            "jushuitan_order", "jushuitan.order",
            "jushuitan_order_item", "jushuitan.order.items",
            "jushuitan_order_pay", "jushuitan.order.pays");

    private static final Set<String> MARKED = PLACES.stream()
            .flatMap(place -> Marks.at(place).stream())
            .map(Mark::name)
            .collect(Collectors.toSet());

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T04:00:00Z"));
    private final JushuitanSimulator simulator = JushuitanSimulator.start(
            SimulatorSettings.of(1_000).withSpeed(1_000).withClock(clock));
    private final Client client = new Client(simulator, 0, clock);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theTruthIsWhatAFullReadShows() {
        live(300);
        Map<String, Sent> read = new HashMap<>();
        Set<String> dates = new HashSet<>();
        for (JsonNode order : readAll()) {
            String oId = order.path("o_id").asString();
            long ts = Long.parseLong(order.path("ts").asString());
            read.put("jushuitan_order" + oId, new Sent(order, ts));
            order.path("items")
                    .forEach(item -> read.put(
                            "jushuitan_order_item" + oId + "/"
                                    + item.path("oi_id").asString(),
                            new Sent(item, ts)));
            order.path("pays")
                    .forEach(pay -> read.put(
                            "jushuitan_order_pay" + oId + "/"
                                    + pay.path("pay_id").asString(),
                            new Sent(pay, ts)));
        }
        List<TruthRow> truth = truth();
        assertThat(truth).hasSameSizeAs(read.keySet());
        for (TruthRow row : truth) {
            Object last = row.key().getOrDefault("oi_id", row.key().get("pay_id"));
            Sent found = read.get(row.table() + row.key().get("o_id") + (last == null ? "" : "/" + last));
            assertThat(found).as("%s", row).isNotNull();
            assertThat(found.ts()).isEqualTo(row.version());
            compare(row, found.fields(), dates);
        }
        assertThat(dates).containsExactlyInAnyOrder("with", "without");
    }

    @Test
    void theTotalsAddUpTheTruth() {
        live(300);
        first().poison(Defect.MISSING_LIST);
        Map<String, Long> rows = new HashMap<>();
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (TruthRow row : truth()) {
            Object amount = row.row().get(row.table().equals("jushuitan_order") ? "pay_amount" : "amount");
            rows.merge(row.table(), 1L, Long::sum);
            amounts.merge(row.table(), new BigDecimal(String.valueOf(amount)), BigDecimal::add);
        }
        assertThat(first().totals()).hasSize(3).allSatisfy(total -> {
            assertThat(total.rows()).isEqualTo(rows.get(total.table()));
            assertThat(total.amount()).isEqualTo(amounts.get(total.table()));
        });
    }

    @Test
    void everyPersonalValueCarriesTheMarkAndNothingElseDoes() {
        int[] marked = new int[1];
        for (JsonNode order : readAll()) {
            walk("", order, marked);
        }
        assertThat(marked[0]).isGreaterThan(4_000);
        assertThat(truth()).noneMatch(row -> row.toString().contains(JushuitanSimulator.PERSONAL_MARK));
    }

    @Test
    void everyInventedAndEveryOddFieldAppearsAndNoOther() {
        live(300);
        Set<String> seen = new HashSet<>();
        truth().forEach(row -> {
            if (row.row().get("extra") instanceof Map<?, ?> extra) {
                extra.keySet().forEach(name -> seen.add(row.table() + "." + name));
            }
        });
        Set<String> expected = new HashSet<>();
        Unknown.OF_ORDERS.forEach(name -> expected.add("jushuitan_order." + name));
        Unknown.ODD_IN_ORDERS.forEach(name -> expected.add("jushuitan_order." + name));
        Unknown.OF_ITEMS.forEach(name -> expected.add("jushuitan_order_item." + name));
        expected.add("jushuitan_order.backup_mobile");
        expected.add("jushuitan_order_item.gift_receiver");
        assertThat(seen).containsAll(expected);
        assertThat(seen)
                .filteredOn(name -> !expected.contains(name))
                .isNotEmpty()
                .allMatch(name -> MARKED.contains(name.substring(name.indexOf('.') + 1)));
    }

    @Test
    void amountsNowAndThenCarryTheNoiseOfFloatingPoint() {
        List<String> amounts = new ArrayList<>();
        readAll()
                .forEach(order -> order.path("items")
                        .forEach(item -> amounts.add(item.path("price").asString())));
        assertThat(amounts).anyMatch(amount -> amount.length() > 15);
    }

    @Test
    void anAverageOrderHasTwoAndAHalfItemsAndAboutSeventeenHundredBytes() {
        List<JsonNode> orders = readAll();
        int items =
                orders.stream().mapToInt(order -> order.path("items").size()).sum();
        int pays = orders.stream().mapToInt(order -> order.path("pays").size()).sum();
        int bytes = orders.stream()
                .mapToInt(order -> order.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(items / 1000.0).isBetween(2.2, 2.8);
        assertThat(pays / 1000.0).isBetween(0.95, 1.25);
        assertThat(bytes / 1000.0).isBetween(1_500.0, 1_900.0);
    }

    private record Sent(JsonNode fields, long ts) {}

    private void compare(TruthRow row, JsonNode source, Set<String> dates) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        Set<String> known = row.row().keySet();
        String path = PATHS.getOrDefault(row.table(), "");
        source.properties().forEach(field -> {
            boolean odd = row.row().get("extra") instanceof Map<?, ?> kept && kept.containsKey(field.getKey());
            if ((odd || !known.contains(field.getKey()))
                    && !PERSONAL.contains(field.getKey())
                    && !List.of("items", "pays").contains(field.getKey())) {
                extra.put(
                        field.getKey(),
                        Unknown.ODD_IN_ORDERS.contains(field.getKey())
                                ? field.getValue()
                                : shown(path + "." + field.getKey(), field.getValue()));
            }
        });
        row.row().forEach((name, expected) -> {
            JsonNode sent = seen(path, name, source.path(name));
            boolean none = sent.isMissingNode()
                    || sent.isNull()
                    || (sent.isString() && sent.asString().matches("|0000-00-00 00:00:00"))
                    || extra.containsKey(name);
            if (name.equals("extra")) {
                assertThat(Client.JSON
                                .valueToTree(expected == null ? Map.of() : expected)
                                .toString())
                        .isEqualTo(Client.JSON.valueToTree(extra).toString());
            } else if (expected == null) {
                assertThat(none).as("%s of %s: %s", name, row.key(), sent).isTrue();
            } else {
                assertThat(canonical(expected, sent, dates))
                        .as("%s of %s", name, row.key())
                        .isEqualTo(
                                expected instanceof Map
                                        ? Client.JSON.valueToTree(expected).toString()
                                        : expected.toString());
            }
        });
    }

    private static Object canonical(Object expected, JsonNode sent, Set<String> dates) {
        String text = sent.isValueNode() ? sent.asString() : "";
        return switch (expected) {
            case Map<?, ?> _ -> sent.toString();
            case Boolean _ -> Boolean.toString(text.equals("true") || text.equals("1"));
            case String date
            when date.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}") -> {
                dates.add(text.length() == 19 ? "without" : "with");
                yield ShanghaiTime.withMillis(
                        ShanghaiTime.parse(text).orElseThrow().toEpochMilli());
            }
            case String amount
            when amount.matches("\\d+\\.\\d{4}") ->
                new BigDecimal(text).setScale(4, RoundingMode.HALF_UP).toPlainString();
            default -> text;
        };
    }

    /** What a reader may see of a free text and of JSON whose members nobody declares. */
    private static JsonNode seen(String path, String name, JsonNode sent) {
        String place = path + "." + name;
        return switch (name) {
            case "question_desc" ->
                Marks.at(place).stream()
                        .filter(mark -> mark.value().equals(sent.asString("")))
                        .map(mark -> Client.JSON.valueToTree(mark.masked()))
                        .map(JsonNode.class::cast)
                        .findFirst()
                        .orElse(sent);
            case "cb_finances" ->
                members(place, sent, Marks.at(place).stream().map(Mark::name).toList());
            case "item_ext_data" -> {
                if (!sent.isString() || sent.asString().isEmpty()) {
                    yield sent;
                }
                JsonNode inside = Client.JSON.readTree(sent.asString());
                yield Client.JSON.valueToTree(
                        members(place, inside, inside.propertyNames()).toString());
            }
            default -> sent;
        };
    }

    private static JsonNode members(String place, JsonNode object, Collection<String> unknown) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> members.put(
                        member.getKey(),
                        unknown.contains(member.getKey())
                                ? shown(place + "." + member.getKey(), member.getValue())
                                : member.getValue()));
        return object.isObject() ? Client.JSON.valueToTree(members) : object;
    }

    private static @Nullable Object shown(String path, JsonNode value) {
        return Marks.shown(path, Client.JSON.convertValue(value, Object.class));
    }

    private static void walk(String name, JsonNode value, int[] marked) {
        if (MARKED.contains(name) || name.equals("item_ext_data")) {
            return;
        }
        if (PERSONAL.contains(name) || PARTS_OF_UNKNOWN.contains(name)) {
            boolean none =
                    value.isNull() || (value.isString() && value.asString().isEmpty());
            assertThat(none || value.toString().contains(Personal.MARK))
                    .as("%s: %s", name, value)
                    .isTrue();
            marked[0] += none ? 0 : 1;
        } else if (value.isObject()) {
            value.properties().forEach(member -> walk(member.getKey(), member.getValue(), marked));
        } else if (value.isArray()) {
            value.forEach(member -> walk(name + "[]", member, marked));
        } else {
            assertThat(value.toString()).as(name).doesNotContain(Personal.MARK);
        }
    }

    private void live(int changes) {
        for (int i = 0; i < changes; i++) {
            clock.advance(Duration.ofMillis(137));
            first().live(1);
        }
    }

    private List<JsonNode> readAll() {
        client.init();
        List<JsonNode> all = new ArrayList<>();
        JsonNode data;
        int page = 1;
        do {
            data = client.orders(
                            "{\"start_ts\":0,\"is_get_total\":false,\"is_get_cbfinance\":true,\"page_size\":100,\"page_index\":%d}"
                                    .formatted(page++))
                    .path("data");
            data.path("orders").forEach(all::add);
        } while (data.path("has_next").asBoolean());
        return all;
    }

    private List<TruthRow> truth() {
        List<TruthRow> rows = new ArrayList<>();
        first().truth(rows::add);
        return rows;
    }

    private Merchant first() {
        return simulator.merchant(simulator.accounts().getFirst().coId());
    }
}

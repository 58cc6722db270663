package io.bisync.row;

import static io.bisync.row.Orders.JSON;
import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.record;
import static io.bisync.row.Orders.rows;
import static io.bisync.row.Orders.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.node.ObjectNode;

/** Normalising against generated orders: pure, faithful, all or nothing. */
class NormaliserPropertyTests {

    @Property(tries = 500)
    void rowsReadBackAsTheValuesThatCame(@ForAll("orders") ObjectNode order) {
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(new Normaliser(new RecordSchema(PLAIN)).normalise(record(order.toString()), rangeBuffer))
                .isInstanceOf(Normalised.Rows.class);
        var row = rows(rangeBuffer, "ods_erp_order").getFirst();
        assertThat(row.get("o_id").asLong()).isEqualTo(order.get("o_id").asLong());
        var status = order.get("status").asString();
        assertThat(row.path("status").asString("")).isEqualTo(status.matches("[ \\t\\r\\n]*") ? "" : status);
        assertThat(new BigDecimal(row.get("amount").asString()))
                .isEqualByComparingTo(order.get("amount").decimalValue().setScale(2, RoundingMode.HALF_UP));
        assertThat(row.get("extra")).isEqualTo(JSON.createObjectNode().set("unknown", order.get("unknown")));
        var items = rows(rangeBuffer, "ods_erp_order_item");
        assertThat(items.stream().map(it -> it.get("oi_id").asInt()))
                .containsExactlyElementsOf(order.get("items")
                        .valueStream()
                        .map(it -> it.get("oi_id").asInt())
                        .toList());
    }

    @Property(tries = 200)
    void theSameRecordsGiveTheSameBytesWhateverCameBefore(
            @ForAll("orders") ObjectNode first, @ForAll("orders") ObjectNode second) {
        var used = new Normaliser(new RecordSchema(PLAIN));
        var rangeBuffer = new RangeBuffer(PLAIN);
        used.normalise(record(first.toString() + "x"), rangeBuffer);
        used.normalise(record(first.toString()), rangeBuffer);
        rangeBuffer.clear();
        used.normalise(record(second.toString()), rangeBuffer);
        var fresh = new RangeBuffer(PLAIN);
        new Normaliser(new RecordSchema(PLAIN)).normalise(record(second.toString()), fresh);
        assertThat(bytes(rangeBuffer)).isEqualTo(bytes(fresh));
    }

    @Property(tries = 200)
    void whitespaceOfTheSourceChangesNothing(
            @ForAll("orders") ObjectNode order, @ForAll Spacing atColons, @ForAll Spacing atCommas) {
        var compact = new RangeBuffer(PLAIN);
        var spaced = new RangeBuffer(PLAIN);
        new Normaliser(new RecordSchema(PLAIN)).normalise(record(order.toString()), compact);
        new Normaliser(new RecordSchema(PLAIN)).normalise(record(spaced(order, atColons, atCommas)), spaced);
        assertThat(bytes(spaced)).isEqualTo(bytes(compact));
    }

    @Property(tries = 500)
    void whatIsCutOrChangedAnywhereIsNeverHalfARecord(
            @ForAll("orders") ObjectNode order, @ForAll int where, @ForAll byte with) {
        var json = order.toString().getBytes(StandardCharsets.UTF_8);
        int at = Math.floorMod(where, json.length);
        byte[] cut = java.util.Arrays.copyOf(json, at);
        json[at] = with;
        for (byte[] broken : new byte[][] {cut, json}) {
            var rangeBuffer = new RangeBuffer(PLAIN);
            var outcome = new Normaliser(new RecordSchema(PLAIN))
                    .normalise(new SourceRecord("t", 0, 0, null, broken, "7", null), rangeBuffer);
            if (outcome instanceof Normalised.Rejected) {
                assertThat(rangeBuffer.bytes()).isZero();
            } else {
                assertThat(outcome).isInstanceOf(Normalised.Rows.class);
                assertThat(JSON.readTree(broken).isObject()).isTrue();
                assertThat(rows(rangeBuffer, "ods_erp_order")).hasSize(1);
            }
        }
    }

    private static String spaced(ObjectNode order, Spacing atColons, Spacing atCommas) {
        var separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(atColons)
                .withObjectEntrySpacing(atCommas)
                .withArrayElementSpacing(atCommas);
        return JSON.writer().with(new DefaultPrettyPrinter(separators)).writeValueAsString(order);
    }

    @Provide
    Arbitrary<ObjectNode> orders() {
        var id = Arbitraries.longs();
        var version = Arbitraries.longs().between(0, 999_999_999_999_999_999L);
        var status = Arbitraries.strings()
                .excludeChars('\0')
                .all()
                .ofMaxLength(6)
                .filter(it -> it.getBytes(StandardCharsets.UTF_8).length <= 12 && !it.contains("?") && isWhole(it));
        var amount = Arbitraries.bigDecimals()
                .between(new BigDecimal("-99999999"), new BigDecimal("99999999"))
                .ofScale(12);
        var unknown = Arbitraries.of("1", "-1.5", "\"x\\ny\"", "null", "[1,[],{\"a\":{}}]", "{\"b\":[true]}");
        var items = Arbitraries.integers().between(0, 1000).set().ofMaxSize(4);
        return Combinators.combine(id, version, status, amount, unknown, items).as((i, v, s, a, u, ids) -> {
            var order = JSON.createObjectNode();
            order.put("status", s);
            var array = order.putArray("items");
            ids.forEach(it -> array.addObject().put("sku_id", "红").put("oi_id", it));
            order.put("amount", a).put("o_id", i);
            order.set("unknown", JSON.readTree(u));
            return order.put("ts", v);
        });
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_16.newEncoder().canEncode(text)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Map<String, String> bytes(RangeBuffer rangeBuffer) {
        var bytes = new java.util.TreeMap<String, String>();
        rangeBuffer.tables().forEach(it -> bytes.put(it.table().name(), text(it)));
        return bytes;
    }
}

package io.bisync.row;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.WRAPPED;
import static io.bisync.row.Orders.defect;
import static io.bisync.row.Orders.normalise;
import static io.bisync.row.Orders.row;
import static io.bisync.row.Orders.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.OddField;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One odd value of a field that is not needed keeps no record out. */
class OddValueTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BI-TABLE-12 | status   | {\"a\":1}                   | {\"a\":1}",
                "BI-TABLE-12 | status   | [\"urgent\", \"VIP\"]       | [\"urgent\",\"VIP\"]",
                "BI-TABLE-12 | status   | [{\"buyer\":\"n\",\"a\":1}] | [{\"a\":1}]",
                "BI-TABLE-12 | is_cod   | 2                         | 2",
                "BI-TABLE-12 | flag     | 1.5                       | 1.5",
                "BI-TABLE-12 | flag     | true                      | true",
                "BI-TABLE-12 | amount   | \"1,234.50\"              | \"1,234.50\"",
                "BI-TABLE-13 | flag     | 2147483648                | 2147483648",
                "BI-TABLE-13 | amount   | 1e999                     | \"1e999\"",
                "BI-TABLE-13 | amount   | 123456789                 | 123456789",
                "BI-TABLE-14 | pay_date | \"yesterday\"             | \"yesterday\"",
                "BI-TABLE-14 | pay_date | 1632825001000             | 1632825001000",
                "BI-TABLE-12 | pay_date | [2026,11,28,10,0]         | [2026,11,28,10,0]",
                "BI-TABLE-15 | status   | \"a text too long\"       | \"a text too long\"",
                "BI-TABLE-16 | status   | \"a\\u0000b\"             | \"a\\\\u0000b\"",
                "BI-TABLE-16 | status   | \"\\uD83D\"               | \"\\\\ud83d\"",
            })
    void anOddValueIsNullInItsColumnKeptInExtraAndCounted(String code, String field, String value, String kept) {
        var json = "{\"o_id\":1,\"%s\": %s ,\"ts\":2,\"new\":true,\"items\":[]}".formatted(field, value);
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(normalise(PLAIN, rangeBuffer, json))
                .isInstanceOfSatisfying(
                        Normalised.Rows.class,
                        it -> assertThat(it.odd()).containsExactly(new OddField("order." + field, code)));
        var row = rows(rangeBuffer, "ods_erp_order").getFirst();
        assertThat(row.has(field)).isFalse();
        assertThat(row.get("extra")).hasToString("{\"%s\":%s,\"new\":true}".formatted(field, kept));
    }

    @Test
    void aDateThatStandsForNoneIsNullCountedAndNotKept() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(normalise(PLAIN, rangeBuffer, order("\"pay_date\":\"0001-01-01T00:00:00\"")))
                .isEqualTo(new Normalised.Rows(
                        1, 0, List.of(), 0, List.of(new OddField("order.pay_date", "BI-TABLE-17"))));
        assertThat(rows(rangeBuffer, "ods_erp_order").getFirst().propertyNames())
                .doesNotContain("pay_date", "extra");
    }

    @Test
    void anOddValueOfAnItemStandsInTheItemsExtra() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        var outcome = normalise(
                PLAIN, rangeBuffer, "{\"o_id\":1,\"ts\":2,\"items\":[{\"price\":\"dear\",\"oi_id\":1},{\"oi_id\":2}]}");
        assertThat(outcome)
                .isEqualTo(new Normalised.Rows(
                        3, 0, List.of(), 0, List.of(new OddField("order.items.price", "BI-TABLE-12"))));
        assertThat(rows(rangeBuffer, "ods_erp_order_item").getFirst().get("extra"))
                .hasToString("{\"price\":\"dear\"}");
        assertThat(rows(rangeBuffer, "ods_erp_order_item").getLast().has("extra"))
                .isFalse();
    }

    @Test
    void anOddValueOfTheEnvelopeIsNamedAsOneOfTheEnvelope() {
        var row = row(WRAPPED, """
                {"op":"UPSERT","tenant_id":"t1","entity":"order","version":42,"occurred_at":1632825001000,"schema_version":1,
                 "data":{"order_id":"LK1","pay_amount":"x","items":[]}}""");
        assertThat(row.get("extra")).hasToString("{\"envelope.occurred_at\":1632825001000,\"pay_amount\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                               | 0 | ",
                "\" \"                            | 0 | ",
                "[]                               | 0 | ",
                "\"none\"                         | 0 | \"none\"",
                "{\"pay_id\":1,\"phone\":\"2\"}   | 0 | {\"pay_id\":1}",
                "[{\"pay_id\":1},null,{\"pay_id\":2},\"x\"] | 2 | [null,\"x\"]",
            })
    void whatIsNoObjectOfAnArrayThatIsNotNeededIsKeptInExtra(String pays, int rows, String kept) {
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(normalise(PLAIN, rangeBuffer, order("\"pays\":" + pays))).isInstanceOf(Normalised.Rows.class);
        assertThat(rows(rangeBuffer, "ods_erp_order_pay")).hasSize(rows);
        var extra = rows(rangeBuffer, "ods_erp_order").getFirst().get("extra");
        assertThat(extra == null ? null : extra.get("pays").toString()).isEqualTo(kept);
    }

    @Test
    void whatADeclarationCallsPersonalIsNotKeptWhereItsArrayIsNone() {
        var optional = Entity.of(
                "erp",
                "order",
                Envelope.none(),
                order -> order.key("o_id", ColumnType.BIGINT)
                        .version("ts")
                        .optionalChildren(
                                "pays",
                                "pay",
                                pay -> pay.key("pay_id", ColumnType.BIGINT).personal("secret")));
        for (var pays : List.of("{\"pay_id\":1,\"secret\":\"x\"}", "[[{\"pay_id\":1,\"secret\":\"x\"}]]")) {
            assertThat(row(optional, "{\"o_id\":1,\"ts\":2,\"pays\":" + pays + "}")
                            .get("extra")
                            .toString())
                    .contains("{\"pay_id\":1}")
                    .doesNotContain("secret", "x\"");
        }
    }

    @Test
    void anEmptyObjectIsAnEmptyListWhereAListIsNeededToo() {
        assertThat(defect(PLAIN, "{\"o_id\":1,\"ts\":2,\"items\":{ }}")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"status", "amount", "is_cod", "pay_date", "flag", "finances"})
    void blankIsNothing(String field) {
        for (var blank : List.of("", " ", "   ", "\\t", " \\n\\r", "\\u0020\\u0009")) {
            assertThat(row(PLAIN, order("\"%s\":\"%s\"".formatted(field, blank)))
                            .propertyNames())
                    .as(blank)
                    .doesNotContain(field, "extra");
        }
        assertThat(row(PLAIN, order("\"status\":\" a\"")).get("status").asString())
                .isEqualTo(" a");
    }

    @Test
    void oneWholeNumberHasOneSpellingInATextKey() {
        for (var spelled : List.of("\"1\"", "1", "1.0", "1.00")) {
            var rangeBuffer = new RangeBuffer(PLAIN);
            normalise(PLAIN, rangeBuffer, order("\"pays\":[{\"pay_id\":" + spelled + "}]"));
            assertThat(rows(rangeBuffer, "ods_erp_order_pay").getFirst().get("pay_id"))
                    .as(spelled)
                    .hasToString("\"1\"");
        }
    }

    @Test
    void aLargeIdInPlainDigitsIsExact() {
        assertThat(row(PLAIN, "{\"o_id\":1234567890123456789,\"ts\":2,\"items\":[]}")
                        .get("o_id"))
                .hasToString("1234567890123456789");
        assertThat(row(PLAIN, "{\"o_id\":9007199254740992.0,\"ts\":2,\"items\":[]}")
                        .get("o_id"))
                .hasToString("9007199254740992");
    }

    @Test
    void aJsonColumnRespellsWhatStarRocksRefuses() {
        assertThat(row(PLAIN, order("\"finances\":{\"a\":\"\\ud83d\\ude00\\udead\"}"))
                        .get("finances"))
                .hasToString("{\"a\":\"😀\\\\udead\"}");
    }

    private static String order(String fields) {
        // Not at the end: there values are never copied unread.
        return "{" + fields + ",\"o_id\":1,\"ts\":2,\"items\":[]}";
    }
}

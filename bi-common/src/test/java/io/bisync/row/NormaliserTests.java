package io.bisync.row;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.defect;
import static io.bisync.row.Orders.normalise;
import static io.bisync.row.Orders.row;
import static io.bisync.row.Orders.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.json.Bytes;
import io.bisync.json.JsonType;
import io.bisync.record.RecordSchema;
import io.bisync.record.UndeclaredField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTests {

    private static final String ORDER = """
            {"status":"Sent","o_id":38852,"items":[
             {"oi_id":70011,"o_id":38852,"sku_id":"红色;M","price":50.00,"serials":[{"sn":"a"},{"sn":"b"}]},
             {"oi_id":"70012","serials":[{"sn":"c"}],"sku_id":7,"price":"60"}],
             "pays":[{"pay_id":5001,"amount":104}],"amount":"104.00","ts":22105643871}
            """;

    @Test
    void anOrderBecomesARowPerTableAndElement() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        var outcome = normalise(PLAIN, rangeBuffer, ORDER);
        assertThat(outcome).isEqualTo(new Normalised.Rows(7, 0, List.of(), 0, List.of()));
        assertThat(rows(rangeBuffer))
                .hasToString("{"
                        + "ods_erp_order=[{\"account_id\":\"7\",\"record_version\":22105643871,\"is_deleted\":false,"
                        + "\"source_topic\":\"erp.erp.order\",\"source_partition\":3,\"source_offset\":0,"
                        + "\"status\":\"Sent\",\"o_id\":38852,\"amount\":\"104.00\"}], "
                        + "ods_erp_order_item=[" + child(1)
                        + "\"oi_id\":70011,\"sku_id\":\"红色;M\",\"price\":\"50.00\"}, "
                        + child(1) + "\"oi_id\":70012,\"sku_id\":\"7\",\"price\":\"60\"}], "
                        + "ods_erp_order_item_serial=[" + child(1) + "\"oi_id\":70011,\"place\":0,\"sn\":\"a\"}, "
                        + child(1) + "\"oi_id\":70011,\"place\":1,\"sn\":\"b\"}, "
                        + child(1) + "\"oi_id\":70012,\"place\":0,\"sn\":\"c\"}], "
                        + "ods_erp_order_pay=[" + child(1) + "\"pay_id\":\"5001\",\"amount\":\"104\"}]}");
    }

    private static String child(int order) {
        return "{\"account_id\":\"7\",\"record_version\":22105643871,\"is_deleted\":false,"
                + "\"source_topic\":\"erp.erp.order\",\"source_partition\":3,\"source_offset\":0,\"o_id\":"
                + (order == 1 ? 38852 : order) + ",";
    }

    @Test
    void tablesComeWithTheDeepestChildrenFirstAndTheRootLast() {
        assertThat(new RangeBuffer(PLAIN).tables().stream().map(it -> it.table().name()))
                .containsExactly(
                        "ods_erp_order_pay", "ods_erp_order_item_serial", "ods_erp_order_item", "ods_erp_order");
    }

    @Test
    void anEmptyStringIsNullInEveryType() {
        var row = row(
                PLAIN,
                order(
                        "\"status\":\"\",\"amount\":\"\",\"is_cod\":\"\",\"pay_date\":\"\",\"flag\":\"\",\"finances\":\"\""));
        assertThat(row.propertyNames())
                .doesNotContain("status", "amount", "is_cod", "pay_date", "flag", "finances", "extra");
    }

    @Test
    void nullLeavesTheColumnOut() {
        assertThat(row(PLAIN, order("\"status\":null,\"finances\":null")).propertyNames())
                .doesNotContain("status", "finances");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "0,false", "1,true", "'\"1\"',true", "'\"0\"',false", "'\"True\"',true"})
    void booleansComeBareOrQuoted(String json, boolean expected) {
        assertThat(row(PLAIN, order("\"is_cod\":" + json)).get("is_cod").asBoolean())
                .isEqualTo(expected);
    }

    @Test
    void aNumberKeepsItsCharactersInAVarchar() {
        assertThat(row(PLAIN, order("\"status\":1.50e3")).get("status").asString())
                .isEqualTo("1.50e3");
    }

    @Test
    void escapesMeanTheSameAfterwards() {
        assertThat(row(PLAIN, order("\"status\":\"\\\"\\u7ea2\\/\\n\\ud83d\\ude00\""))
                        .get("status")
                        .asString())
                .isEqualTo("\"红/\n😀");
    }

    @Test
    void escapedNamesAreTheSameNames() {
        assertThat(row(PLAIN, order("\"st\\u0061tus\":\"x\"")).get("status").asString())
                .isEqualTo("x");
    }

    @Test
    void textIsMeasuredInDecodedBytes() {
        for (var fits : List.of("红红红红", "\\u7ea2红红\\n\\\"\\/", "\\ud83d\\ude00\\u00e9123456")) {
            assertThat(row(PLAIN, order("\"status\":\"" + fits + "\"")).has("status"))
                    .as(fits)
                    .isTrue();
        }
        for (var tooLong : List.of("红红红红.", "\\u7ea2红红\\n\\\"\\/.", "\\ud83d\\ude00\\u00e91234567")) {
            assertThat(row(PLAIN, order("\"status\":\"" + tooLong + "\"")).has("status"))
                    .as(tooLong)
                    .isFalse();
        }
    }

    @Test
    void unknownFieldsAreKeptInOrderWithoutPersonalOnes() {
        var json = """
                {"z":{ "a" : [1, {"Phone":"1"}], "buyer_x":2 },"o_id":1,"receiver_name":"n","remark":"r","ts":2,
                "idCard":"3","a":1.0,"items":[{"oi_id":1,"remark":"s","colour":null}]}""";
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(normalise(PLAIN, rangeBuffer, json))
                .isEqualTo(new Normalised.Rows(
                        2,
                        0,
                        List.of(
                                new UndeclaredField("ods_erp_order", "erp.order.z", JsonType.OBJECT),
                                new UndeclaredField("ods_erp_order", "erp.order.a", JsonType.NUMBER),
                                new UndeclaredField("ods_erp_order_item", "erp.order.items.colour", JsonType.NULL)),
                        6,
                        List.of()));
        assertThat(rows(rangeBuffer, "ods_erp_order").getFirst().get("extra"))
                .hasToString("{\"z\":{\"a\":[1,{}]},\"a\":1.0}");
        assertThat(rows(rangeBuffer, "ods_erp_order_item").getFirst().get("extra"))
                .hasToString("{\"colour\":null}");
    }

    @Test
    void jsonColumnsLosePersonalMembersAndWhitespace() {
        assertThat(row(PLAIN, order("\"finances\": { \"o_id\" : 1, \"buyer_email\":\"x\", \"fee\": [ 2 ] }"))
                        .get("finances"))
                .hasToString("{\"o_id\":1,\"fee\":[2]}");
    }

    @Test
    void numbersThatADoubleCannotHoldBecomeStringsInsideJson() {
        assertThat(row(PLAIN, order("\"new\":[1e999,12345678901234567890123,1.5]"))
                        .get("extra"))
                .hasToString("{\"new\":[\"1e999\",\"12345678901234567890123\",1.5]}");
    }

    @Test
    void aRowNeverSpansLines() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        normalise(PLAIN, rangeBuffer, order("\"x\":{\n\t\"y\":\n[ 1 ,\r\n2 ]}"));
        assertThat(Orders.text(rangeBuffer.tables().getLast()).lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BI-TABLE-01 | {\"o_id\":1,\"ts\":2,\"items\":[]",
                "BI-TABLE-01 | {\"o_id\":1,\"ts\":2,\"items\":[]} x",
                "BI-TABLE-01 | {\"o_id\":1,\"ts\":2,\"items\":[],}",
                "BI-TABLE-01 | {\"o_id\":1,\"ts\":2,\"items\":[{\"oi_id\":1},]}",
                "BI-TABLE-01 | {\"o_id\":01,\"ts\":2,\"items\":[]}",
                "BI-TABLE-01 | {\"o_id\":1.,\"ts\":2,\"items\":[]}",
                "BI-TABLE-01 | {o_id:1,\"ts\":2,\"items\":[]}",
                "BI-TABLE-01 | {\"o_id\":NaN,\"ts\":2,\"items\":[]}",
                "BI-TABLE-01 | {\"o_id\":1,\"ts\":2,\"items\":[],\"a\":\"\\x\"}",
                "BI-TABLE-01 | [1]",
                "BI-TABLE-01 | <html>busy</html>",
                "BI-TABLE-01 | null",
                "BI-TABLE-03 | {\"o_id\":1,\"o_id\":1,\"ts\":2,\"items\":[]}",
                "BI-TABLE-03 | {\"o_id\":1,\"\\u006f_id\":1,\"ts\":2,\"items\":[]}",
                "BI-TABLE-03 | {\"o_id\":1,\"new\":1,\"new\":2,\"ts\":2,\"items\":[]}",
                "BI-TABLE-03 | {\"o_id\":1,\"new\":{\"a\":1,\"a\":2},\"ts\":2,\"items\":[]}",
                "BI-TABLE-07 | {\"ts\":2,\"items\":[]}",
                "BI-TABLE-07 | {\"o_id\":null,\"ts\":2,\"items\":[]}",
                "BI-TABLE-07 | {\"o_id\":\"\",\"ts\":2,\"items\":[]}",
                "BI-TABLE-07 | {\"o_id\":1,\"ts\":2,\"items\":[{\"sku_id\":\"a\"}]}",
                "BI-TABLE-08 | {\"o_id\":1,\"items\":[]}",
                "BI-TABLE-08 | {\"o_id\":1,\"ts\":\"soon\",\"items\":[]}",
                "BI-TABLE-08 | {\"o_id\":1,\"ts\":-2,\"items\":[]}",
                "BI-TABLE-08 | {\"o_id\":1,\"ts\":1000000000000000000,\"items\":[]}",
                "BI-TABLE-08 | {\"o_id\":1,\"ts\":9223372036854775807,\"items\":[]}",
                "BI-TABLE-10 | {\"o_id\":1,\"ts\":2}",
                "BI-TABLE-10 | {\"o_id\":1,\"ts\":2,\"items\":null}",
                "BI-TABLE-11 | {\"o_id\":1,\"ts\":2,\"items\":[{\"oi_id\":1},{\"oi_id\":\"1\"}]}",
                "BI-TABLE-12 | {\"o_id\":1,\"ts\":2,\"items\":[1]}",
                "BI-TABLE-12 | {\"o_id\":1.5,\"ts\":2,\"items\":[]}",
                "BI-TABLE-13 | {\"o_id\":9223372036854775808,\"ts\":2,\"items\":[]}",
                "BI-TABLE-07 | {\"o_id\":\"  \",\"ts\":2,\"items\":[]}",
                "BI-TABLE-08 | {\"o_id\":1,\"ts\":9007199254740993.0,\"items\":[]}",
                "BI-TABLE-08 | {\"o_id\":1,\"ts\":2.2105643871E19,\"items\":[]}",
                "BI-TABLE-12 | {\"o_id\":1,\"ts\":2,\"items\":{\"oi_id\":1}}",
                "BI-TABLE-12 | {\"o_id\":1,\"ts\":2,\"items\":\"x\"}",
                "BI-TABLE-12 | {\"o_id\":{},\"ts\":2,\"items\":[]}",
                "BI-TABLE-12 | {\"o_id\":1.2345678901234568E18,\"ts\":2,\"items\":[]}",
                "BI-TABLE-12 | {\"o_id\":\"1.2345678901234568E18\",\"ts\":2,\"items\":[]}",
                "BI-TABLE-12 | {\"o_id\":1234567890123456800.0,\"ts\":2,\"items\":[]}",
                "BI-TABLE-12 | {\"o_id\":1e3,\"ts\":2,\"items\":[]}",
                "BI-TABLE-12 | {\"o_id\":1,\"ts\":2,\"items\":[],\"pays\":[{\"pay_id\":1.5}]}",
                "BI-TABLE-12 | {\"o_id\":1,\"ts\":2,\"items\":[],\"pays\":[{\"pay_id\":1E3}]}",
                "BI-TABLE-11 | {\"o_id\":1,\"ts\":2,\"items\":[],\"pays\":[{\"pay_id\":\"1\"},{\"pay_id\":1.0}]}",
                "BI-TABLE-15 | {\"o_id\":1,\"ts\":2,\"items\":[],\"pays\":[{\"pay_id\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]}",
                "BI-TABLE-16 | {\"o_id\":1,\"ts\":2,\"items\":[],\"pays\":[{\"pay_id\":\"a\\u0000b\"}]}",
                "BI-TABLE-16 | {\"o_id\":1,\"ts\":2,\"items\":[],\"a\\ud83d\":1}",
            })
    void aRecordThatDoesNotFitSaysWhy(String code, String json) {
        assertThat(defect(PLAIN, json)).isEqualTo(code);
    }

    @Test
    void invalidUtf8IsRefusedInNamesAndValues() {
        for (var bytes : new int[][] {
            {0xC0, 0xAF},
            {0xE0, 0x80, 0xAF},
            {0xED, 0xA0, 0x80},
            {0xF0, 0x8F, 0xBF, 0xBF},
            {0xF4, 0x90, 0x80, 0x80},
            {0xFF},
            {0x80},
            {0xE7, 0xBA},
            {0xC3}
        }) {
            assertThat(defect(PLAIN, replaced(order("\"status\":\"@\""), bytes)))
                    .isEqualTo("BI-TABLE-02");
            assertThat(defect(PLAIN, replaced(order("\"@\":1"), bytes))).isEqualTo("BI-TABLE-02");
        }
        assertThat(defect(PLAIN, replaced(order("\"status\":\"@\""), new int[] {0xF4, 0x8F, 0xBF, 0xBF})))
                .isNull();
    }

    private static byte[] replaced(String json, int[] bytes) {
        int at = json.indexOf('@');
        var out = new Bytes(json.length() + 4);
        out.append(json.substring(0, at).getBytes(StandardCharsets.UTF_8));
        IntStream.of(bytes).forEach(out::append);
        out.append(json.substring(at + 1).getBytes(StandardCharsets.UTF_8));
        return java.util.Arrays.copyOf(out.array(), out.size());
    }

    @Test
    void depthIsLimited() {
        assertThat(defect(PLAIN, order("\"deep\":" + "[".repeat(60) + "]".repeat(60))))
                .isNull();
        assertThat(defect(PLAIN, order("\"deep\":" + "[".repeat(100_000)))).isEqualTo("BI-TABLE-04");
    }

    @Test
    void twoThousandItemsFitAndTenThousandDoNot() {
        assertThat(defect(PLAIN, itemsNumbering(2_000))).isNull();
        assertThat(defect(PLAIN, itemsNumbering(10_000))).isEqualTo("BI-TABLE-04");
    }

    private static String itemsNumbering(int count) {
        return "{\"o_id\":1,\"ts\":2,\"items\":["
                + IntStream.range(0, count)
                        .mapToObj(it -> "{\"oi_id\":" + it + "}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Test
    void aLateBadFieldLeavesNoRowOfTheRecord() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        var good = order("\"status\":\"ok\"");
        normalise(
                PLAIN,
                rangeBuffer,
                good,
                ORDER.replace("22105643871}", "\"x\"}"),
                ORDER.replace("22105643871}", "-1}"));
        assertThat(rangeBuffer.records()).isEqualTo(1);
        assertThat(rows(rangeBuffer, "ods_erp_order_item")).isEmpty();
        assertThat(rows(rangeBuffer, "ods_erp_order")).hasSize(1);
    }

    @Test
    void aHeaderVersionThatContradictsTheValueSetsTheRecordAside() {
        var record = new SourceRecord("t", 0, 0, null, order("\"flag\":1").getBytes(StandardCharsets.UTF_8), "7", 3L);
        assertThat(new Normaliser(new RecordSchema(PLAIN)).normalise(record, new RangeBuffer(PLAIN)))
                .isInstanceOfSatisfying(
                        Normalised.Rejected.class, it -> assertThat(it.code()).isEqualTo("BI-TABLE-09"));
    }

    @Test
    void withoutAnAccountNothingIsLoaded() {
        var record =
                new SourceRecord("t", 0, 0, null, order("\"flag\":1").getBytes(StandardCharsets.UTF_8), null, null);
        assertThat(new Normaliser(new RecordSchema(PLAIN)).normalise(record, new RangeBuffer(PLAIN)))
                .isInstanceOfSatisfying(
                        Normalised.Rejected.class, it -> assertThat(it.code()).isEqualTo("BI-TABLE-06"));
    }

    @Test
    void aMisfitsMessageNamesTheFieldAndNeverTheValue() {
        var outcome = normalise(PLAIN, new RangeBuffer(PLAIN), "{\"o_id\":\"13800000000x\",\"ts\":2,\"items\":[]}");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Normalised.Rejected.class,
                        it -> assertThat(it.message())
                                .contains("order.o_id", "BIGINT")
                                .doesNotContain("1380"));
    }

    private static String order(String fields) {
        return "{\"o_id\":1,\"ts\":2,\"items\":[]," + fields + "}";
    }
}

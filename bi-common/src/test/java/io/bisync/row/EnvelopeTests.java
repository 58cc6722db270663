package io.bisync.row;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.WRAPPED;
import static io.bisync.row.Orders.defect;
import static io.bisync.row.Orders.normalise;
import static io.bisync.row.Orders.row;
import static io.bisync.row.Orders.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands around an entity, and deletes. */
class EnvelopeTests {

    private static final String EVENT = """
            {"event_id":"e","op":"UPSERT","tenant_id":"t1","entity":"order","entity_id":"LK1","version":42,
             "occurred_at":"2025-01-01T12:00:00.123+08:00","schema_version":1,
             "data":{"order_id":"LK1","pay_amount":"104.00","items":[{"line_id":"1"}]}}""";

    @Test
    void accountVersionAndColumnsComeFromTheEnvelope() {
        assertThat(row(WRAPPED, EVENT))
                .hasToString(
                        "{\"account_id\":\"t1\",\"record_version\":42,\"is_deleted\":false,"
                                + "\"source_topic\":\"erp.erp.order\",\"source_partition\":3,\"source_offset\":0,"
                                + "\"occurred_at\":\"2025-01-01 12:00:00.123\",\"order_id\":\"LK1\",\"pay_amount\":\"104.00\"}");
    }

    @Test
    void unknownFieldsOfTheEnvelopeAreMarkedAsSuch() {
        var json = EVENT.replace("\"event_id\":\"e\"", "\"trace\":7,\"buyer\":\"x\"")
                .replace("\"items\"", "\"new\":true,\"items\"");
        assertThat(row(WRAPPED, json).get("extra")).hasToString("{\"envelope.trace\":7,\"new\":true}");
    }

    @Test
    void theOrderOfTheEnvelopesFieldsDoesNotMatter() {
        var turned = """
                {"data":{"items":[{"line_id":"1"}],"order_id":"LK1"},"schema_version":"1.3","version":"42",
                 "entity_id":"LK1","entity":"order","tenant_id":"t1","op":"UPSERT"}""";
        var rangeBuffer = new RangeBuffer(WRAPPED);
        assertThat(normalise(WRAPPED, rangeBuffer, turned))
                .isEqualTo(new Normalised.Rows(2, 0, List.of(), 0, List.of()));
        assertThat(rows(rangeBuffer).toString()).contains("\"order_id\":\"LK1\",\"line_id\":\"1\"");
    }

    @Test
    void anEnvelopeThatDoesNotFitSaysWhy() {
        assertThat(defect(WRAPPED, EVENT)).isNull();
        assertThat(defect(WRAPPED, EVENT.replace("UPSERT", "MERGE"))).isEqualTo("BI-TABLE-05");
        assertThat(defect(WRAPPED, EVENT.replace("\"op\":\"UPSERT\",", ""))).isEqualTo("BI-TABLE-05");
        assertThat(defect(WRAPPED, EVENT.replace("\"order\"", "\"refund\""))).isEqualTo("BI-TABLE-05");
        assertThat(defect(WRAPPED, EVENT.replace("\"schema_version\":1", "\"schema_version\":2")))
                .isEqualTo("BI-TABLE-05");
        assertThat(defect(WRAPPED, EVENT.replace("\"schema_version\":1", "\"schema_version\":11")))
                .isEqualTo("BI-TABLE-05");
        assertThat(defect(WRAPPED, EVENT.replaceFirst("(?s)\"data\":.*", "\"data\":null}")))
                .isEqualTo("BI-TABLE-05");
        assertThat(defect(WRAPPED, EVENT.replace("t1", ""))).isEqualTo("BI-TABLE-06");
        assertThat(defect(WRAPPED, EVENT.replace("\"order_id\":\"LK1\",", ""))).isEqualTo("BI-TABLE-07");
        assertThat(defect(WRAPPED, EVENT.replace("\"version\":42,", ""))).isEqualTo("BI-TABLE-08");
        assertThat(defect(WRAPPED, EVENT.replace("\"entity_id\":\"LK1\"", "\"entity_id\":\"LK2\"")))
                .isEqualTo("BI-TABLE-09");
        assertThat(defect(WRAPPED, EVENT.replace("t1", "t".repeat(33)))).isEqualTo("BI-TABLE-15");
    }

    @Test
    void aKeyLongerThanStarRocksKeepsSetsTheRecordAside() {
        assertThat(defect(WRAPPED, EVENT.replace("LK1", "k".repeat(60)))).isNull();
        assertThat(defect(WRAPPED, EVENT.replace("LK1", "k".repeat(60)).replace("\"1\"", "\"" + "l".repeat(62) + "\"")))
                .isEqualTo("BI-TABLE-15");
    }

    @Test
    void aDeleteIsOneRowOfTheRootWithKeyVersionAndLineage() {
        var expected = "{ods_far_order=[{\"account_id\":\"t1\",\"record_version\":42,\"is_deleted\":true,"
                + "\"source_topic\":\"erp.erp.order\",\"source_partition\":3,\"source_offset\":0,"
                + "\"order_id\":\"LK1\"}], ods_far_order_item=[]}";
        for (var json : new String[] {
            EVENT.replace("UPSERT", "DELETE"),
            EVENT.replace("UPSERT", "DELETE").replaceFirst("(?s)\"data\":.*", "\"data\":null}"),
            EVENT.replace("UPSERT", "DELETE").replaceFirst("(?s),\\s*\"data\":.*", "}"),
            EVENT.replace("UPSERT", "DELETE").replaceFirst("(?s)\"data\":.*", "\"data\":{\"order_id\":\"LK1\"}}"),
        }) {
            var rangeBuffer = new RangeBuffer(WRAPPED);
            assertThat(normalise(WRAPPED, rangeBuffer, json))
                    .isEqualTo(new Normalised.Rows(1, 0, List.of(), 0, List.of()));
            assertThat(rows(rangeBuffer)).hasToString(expected);
        }
    }

    @Test
    void aNullValueWithAVersionDeletesWhatTheKeyNames() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(tombstone(rangeBuffer, "7:38852", "7", 5L))
                .isEqualTo(new Normalised.Rows(1, 0, List.of(), 0, List.of()));
        assertThat(rows(rangeBuffer).toString())
                .contains("\"record_version\":5,\"is_deleted\":true")
                .contains("\"o_id\":38852");
    }

    @Test
    void aNullValueWithAVersionBeyondEighteenDigitsDeletesNothing() {
        assertThat(tombstone(new RangeBuffer(PLAIN), "7:38852", "7", 1_000_000_000_000_000_000L))
                .isInstanceOfSatisfying(
                        Normalised.Rejected.class, it -> assertThat(it.code()).isEqualTo("BI-TABLE-08"));
    }

    @Test
    void aNullValueWithoutAVersionIsIgnored() {
        var rangeBuffer = new RangeBuffer(PLAIN);
        assertThat(tombstone(rangeBuffer, "7:38852", "7", null)).isInstanceOf(Normalised.Ignored.class);
        assertThat(rangeBuffer.records()).isZero();
    }

    @Test
    void aNullValueWhoseKeyNamesNothingIsRejected() {
        for (var key : new String[] {"", "7", "7:", "7:abc", "7:1.5"}) {
            assertThat(tombstone(new RangeBuffer(PLAIN), key, "7", 5L)).isInstanceOf(Normalised.Rejected.class);
        }
        assertThat(tombstone(new RangeBuffer(PLAIN), null, "7", 5L)).isInstanceOf(Normalised.Rejected.class);
    }

    private static Normalised tombstone(
            RangeBuffer rangeBuffer, @Nullable String key, @Nullable String account, @Nullable Long version) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new Normaliser(new RecordSchema(PLAIN))
                .normalise(new SourceRecord("t", 0, 9, bytes, null, account, version), rangeBuffer);
    }
}

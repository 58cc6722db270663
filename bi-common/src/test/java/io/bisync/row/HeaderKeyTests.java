package io.bisync.row;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.varchar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.record.RecordSchema;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of the key that only the request knew stands in the record's header. */
class HeaderKeyTests {

    private static final Entity STOCK = Entity.of(
            "erp",
            "stock",
            Envelope.none(),
            it -> it.keyFromHeader("wms_co_id", BIGINT)
                    .key("sku_id", varchar(20))
                    .version("ts")
                    .columns(varchar(20), "name")
                    .optionalChildren("batchs", "batch", batch -> batch.key("batch_no", varchar(20))));

    private static final String ROW = "{\"sku_id\":\"A\",\"ts\":5,\"name\":\"n\",\"batchs\":[{\"batch_no\":\"b\"}]}";

    private final Normaliser normaliser = new Normaliser(new RecordSchema(STOCK));
    private final RangeBuffer rangeBuffer = new RangeBuffer(STOCK);
    private long offset;

    @Test
    void aValueWithoutItGetsTheHeaders() {
        assertThat(normalise(ROW, "10001")).isNull();
        assertThat(Orders.rows(rangeBuffer, "ods_erp_stock")).singleElement().satisfies(it -> {
            assertThat(it.get("wms_co_id").isNumber()).isTrue();
            assertThat(it.get("wms_co_id").asLong()).isEqualTo(10_001);
            assertThat(it.get("sku_id").asString()).isEqualTo("A");
            assertThat(it.get("name").asString()).isEqualTo("n");
            assertThat(it.has("extra")).isFalse();
        });
        assertThat(Orders.rows(rangeBuffer, "ods_erp_stock_batch"))
                .singleElement()
                .satisfies(it -> assertThat(it.get("wms_co_id").asLong()).isEqualTo(10_001));
    }

    @Test
    void itIsPartOfWhatMakesTwoRecordsOneEntity() {
        normalise(ROW, "10001");
        normalise(ROW, "10002");
        normalise(ROW.replace("5", "6"), "10001");
        assertThat(Orders.rows(rangeBuffer, "ods_erp_stock"))
                .extracting(it -> it.get("wms_co_id").asLong() + "/"
                        + it.get("record_version").asLong())
                .containsExactlyInAnyOrder("10001/6", "10002/5");
        assertThat(rangeBuffer.superseded()).isEqualTo(1);
        assertThat(STOCK.table().ddl()).contains("PRIMARY KEY (account_id, wms_co_id, sku_id)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10001", "\"10001\"", "null", "\"\""})
    void aValueMayRepeatIt(String written) {
        assertThat(normalise(with(written), "10001")).isNull();
        assertThat(Orders.rows(rangeBuffer, "ods_erp_stock"))
                .singleElement()
                .satisfies(it -> assertThat(it.get("wms_co_id").asLong()).isEqualTo(10_001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10002", "\"10002\"", "0", "100010"})
    void aValueThatNamesAnotherOneRejectsTheRecord(String written) {
        assertThat(normalise(with(written), "10001")).isEqualTo("BI-TABLE-09");
        assertThat(Orders.rows(rangeBuffer, "ods_erp_stock")).isEmpty();
    }

    @Test
    void aRecordWhoseHeaderDoesNotSayItIsRejectedEvenWhereItsValueDoes() {
        assertThat(normalise(with("10001"), null)).isEqualTo("BI-TABLE-07");
        assertThat(normalise(ROW, "")).isEqualTo("BI-TABLE-07");
        assertThat(normalise(ROW, "main")).isEqualTo("BI-TABLE-12");
        assertThat(normalise(ROW, "10001")).isNull();
        assertThat(normalise(ROW, "main")).isEqualTo("BI-TABLE-12");
        assertThat(normalise(with("10001"), "10001")).isNull();
    }

    @Test
    void aDeleteWithABodyDeletesTheRowOfItsWholeKey() {
        var entity = Entity.of(
                "erp",
                "stock",
                Envelope.around("data").account("tenant").operation("op", "U", "D"),
                it -> it.keyFromHeader("wms_co_id", BIGINT)
                        .key("sku_id", varchar(20))
                        .version("ts"));
        var rows = new RangeBuffer(entity);
        var value = "{\"tenant\":\"7\",\"op\":\"D\",\"data\":{\"sku_id\":\"A\",\"ts\":5}}";
        new Normaliser(new RecordSchema(entity)).normalise(record(value, "10001"), rows);
        assertThat(Orders.rows(rows, "ods_erp_stock")).singleElement().satisfies(it -> {
            assertThat(it.get("is_deleted").asBoolean()).isTrue();
            assertThat(it.get("wms_co_id").asLong()).isEqualTo(10_001);
            assertThat(it.get("sku_id").asString()).isEqualTo("A");
        });
    }

    @Test
    void onePartOfAnEntitysOwnKeyComesFromAHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declare(it ->
                        it.keyFromHeader("a", BIGINT).keyFromHeader("b", BIGINT).version("ts")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declare(it -> it.key("a", BIGINT)
                        .version("ts")
                        .children("items", "item", item -> item.keyFromHeader("b", BIGINT))));
    }

    @Test
    void whereTheKeyComesFromIsPartOfTheFingerprint() {
        var fromHeader = declare(it -> it.keyFromHeader("a", BIGINT).version("ts"));
        var fromValue = declare(it -> it.key("a", BIGINT).version("ts"));
        assertThat(fromHeader.fingerprint()).isNotEqualTo(fromValue.fingerprint());
        assertThat(fromHeader.table().ddl()).isEqualTo(fromValue.table().ddl());
        assertThat(fromHeader.scope()).isEqualTo("a");
        assertThat(fromValue.scope()).isNull();
    }

    private static Entity declare(java.util.function.Consumer<TableDeclaration> declaration) {
        return Entity.of("erp", "x", Envelope.none(), declaration);
    }

    private static String with(String written) {
        return "{\"sku_id\":\"A\",\"wms_co_id\":%s,\"ts\":5}".formatted(written);
    }

    private @Nullable String normalise(String value, @Nullable String scope) {
        return normaliser.normalise(record(value, scope), rangeBuffer) instanceof Normalised.Rejected rejected
                ? rejected.code()
                : null;
    }

    private SourceRecord record(String value, @Nullable String scope) {
        return new SourceRecord(
                "t", 0, offset++, null, value.getBytes(UTF_8), "7", null, scope == null ? null : scope.getBytes(UTF_8));
    }
}

package io.bisync.row;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.varchar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.record.RecordSchema;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Where a row's version comes from when no field holds a number for it, and keys that the vendor calls otherwise. */
class VersionSourceTests {

    private static final Entity PURCHASE = Entity.of(
            "erp",
            "purchase",
            Envelope.none(),
            it -> it.key("po_id", BIGINT).versionFromModified("modified").columns(varchar(20), "status"));

    private static final Entity SHOP = Entity.of(
            "erp",
            "shop",
            Envelope.none(),
            it -> it.key("shop_id", BIGINT).versionFromHeader().columns(varchar(20), "nick"));

    private static final Entity CAMEL = Entity.of(
            "erp",
            "sku",
            Envelope.none(),
            it -> it.keyFrom("skuId", "sku_id", varchar(20))
                    .version("ts")
                    .columnFrom("skuName", "sku_name", varchar(20))
                    .optionalChildren("codes", "code", code -> code.keyFrom("codeId", "code_id", BIGINT)));

    @ParameterizedTest
    @CsvSource({
        "2021-09-28 18:30:01,1632825001000",
        "2021-09-28 18:30:01.5,1632825001500",
        "2021-09-28 18:30:01.123456,1632825001123",
        "2021-09-28T18:30,1632825000000",
        "2021-09-28,1632758400000",
        "2021-09-28T10:30:01Z,1632825001000",
        "1988-07-01 12:00:00,583729200000"
    })
    void theTimeOfTheLastChangeIsAColumnAndInShanghaiTheVersion(String modified, long millis) {
        var row = Orders.row(PURCHASE, purchase("\"" + modified + "\""));
        assertThat(row.get("record_version").asLong()).isEqualTo(millis);
        assertThat(row.get("modified").asString()).startsWith(modified.substring(0, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"yesterday\"", "\"1900-01-01 00:00:00\"", "\"1969-12-31 00:00:00\"", "7", "{}", "\"\"", "null"
            })
    void aChangeThatHasNoDateRejectsTheRecord(String modified) {
        assertThat(Orders.defect(PURCHASE, purchase(modified))).isEqualTo("BI-TABLE-08");
    }

    @Test
    void aHeaderThatSaysAnotherTimeThanTheBodyRejectsTheRecord() {
        assertThat(code(PURCHASE, purchase("\"2021-09-28 18:30:01\""), 1_632_825_001_001L))
                .isEqualTo("BI-TABLE-09");
        assertThat(code(PURCHASE, purchase("\"2021-09-28 18:30:01\""), 1_632_825_001_000L))
                .isNull();
    }

    @Test
    void aSnapshotsVersionIsTheHeaders() {
        assertThat(row(SHOP, "{\"shop_id\":7,\"nick\":\"mill\"}", 42L)
                        .get("record_version")
                        .asLong())
                .isEqualTo(42);
    }

    @Test
    void aSnapshotWithoutAVersionInItsHeaderIsRejected() {
        assertThat(code(SHOP, "{\"shop_id\":7}", null)).isEqualTo("BI-TABLE-08");
        assertThat(code(SHOP, "{\"shop_id\":7}", Entity.LARGEST_VERSION + 1)).isEqualTo("BI-TABLE-08");
    }

    @Test
    void anEntityHasOneSourceOfItsVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entity.of(
                        "erp",
                        "x",
                        Envelope.none(),
                        it -> it.key("id", BIGINT).version("ts").versionFromHeader()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Entity.of("erp", "x", Envelope.none(), it -> it.key("id", BIGINT)));
    }

    @Test
    void whereTheVersionComesFromIsPartOfTheFingerprint() {
        var inBody = Entity.of(
                "erp", "shop", Envelope.none(), it -> it.key("shop_id", BIGINT).version("ts"));
        var inHeader = Entity.of(
                "erp", "shop", Envelope.none(), it -> it.key("shop_id", BIGINT).versionFromHeader());
        assertThat(inHeader.fingerprint()).isNotEqualTo(inBody.fingerprint());
    }

    @Test
    void aKeyStandsInAColumnOfAnotherNameAndAChildMayRepeatItByTheVendors() {
        var rangeBuffer = new RangeBuffer(CAMEL);
        Orders.normalise(
                CAMEL,
                rangeBuffer,
                "{\"skuId\":\"a\",\"ts\":1,\"skuName\":\"n\",\"codes\":[{\"codeId\":5,\"skuId\":\"a\"}]}");
        assertThat(Orders.rows(rangeBuffer, "ods_erp_sku")).singleElement().satisfies(it -> {
            assertThat(it.get("sku_id").asString()).isEqualTo("a");
            assertThat(it.get("sku_name").asString()).isEqualTo("n");
        });
        assertThat(Orders.rows(rangeBuffer, "ods_erp_sku_code")).singleElement().satisfies(it -> {
            assertThat(it.get("sku_id").asString()).isEqualTo("a");
            assertThat(it.get("code_id").asLong()).isEqualTo(5);
            assertThat(it.has("extra")).isFalse();
        });
        assertThat(CAMEL.table().ddl()).contains("PRIMARY KEY (account_id, sku_id)");
    }

    private static String purchase(String modified) {
        return "{\"po_id\":7,\"modified\":%s,\"status\":\"Confirmed\"}".formatted(modified);
    }

    private static JsonNode row(Entity entity, String json, @Nullable Long version) {
        var rangeBuffer = new RangeBuffer(entity);
        assertThat(normalise(entity, json, version, rangeBuffer)).isInstanceOf(Normalised.Rows.class);
        return Orders.rows(rangeBuffer, entity.table().name()).getFirst();
    }

    private static @Nullable String code(Entity entity, String json, @Nullable Long version) {
        return normalise(entity, json, version, new RangeBuffer(entity)) instanceof Normalised.Rejected rejected
                ? rejected.code()
                : null;
    }

    private static Normalised normalise(Entity entity, String json, @Nullable Long version, RangeBuffer rangeBuffer) {
        return new Normaliser(new RecordSchema(entity))
                .normalise(
                        new SourceRecord("t", 0, 0, null, json.getBytes(StandardCharsets.UTF_8), "7", version),
                        rangeBuffer);
    }
}

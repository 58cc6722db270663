package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.OrderEntity.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import io.bisync.record.Redactor;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrderEntityTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Labels are made of it: where it changes, ranges that are open at the release are loaded again. Last by a wider l_id. */
    @Test
    void theFingerprintChangesWithTheDeclarationOnly() {
        assertThat(ORDER.fingerprint()).isEqualTo("nLRCEoGP49k");
    }

    @Test
    void theDictionarysOrderLosesNothingButPersonalValues() {
        var rows = rows(text("/order/sent.json"));
        var order = row(rows, "ods_jushuitan_order");
        assertThat(order.get("o_id").asLong()).isEqualTo(38852);
        assertThat(order.get("record_version").asLong()).isEqualTo(22105643871L);
        assertThat(order.get("freight").asString()).isEqualTo("4.0");
        assertThat(order.get("logistics_company").asString()).isEqualTo("顺丰速运");
        assertThat(order.has("platform_free_amount")).isFalse();
        assertThat(rows.values()).allSatisfy(it -> assertThat(it.has("extra")).isFalse());
        assertThat(rows.toString()).doesNotContain("***").doesNotContain("\"buyer_id\"");
    }

    @Test
    void publishingTakesThePersonalFieldsOut() {
        var json = text("/order/sent.json").getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        assertThat(new Redactor(new RecordSchema(ORDER), "7")
                        .redact(json, 0, json.length, out)
                        .removed())
                .isEqualTo(2);
        var kept = out.toString(StandardCharsets.UTF_8);
        assertThat(kept)
                .isEqualTo(text("/order/sent.json")
                        .replace("\"buyer_id\":\"91\",", "")
                        .replace("\"buyer_account\":\"***\",", ""));
    }

    private static Map<String, JsonNode> rows(String json) {
        var rangeBuffer = new RangeBuffer(ORDER);
        var outcome = new Normaliser(new RecordSchema(ORDER))
                .normalise(
                        new SourceRecord(
                                "erp.jushuitan.order", 0, 0, null, json.getBytes(StandardCharsets.UTF_8), "7", null),
                        rangeBuffer);
        assertThat(outcome).isInstanceOf(Normalised.Rows.class);
        return rangeBuffer.tables().stream()
                .collect(Collectors.toMap(it -> it.table().name(), it -> {
                    var out = new ByteArrayOutputStream();
                    try {
                        it.writeTo(out);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return JSON.readTree(out.toByteArray());
                }));
    }

    private static JsonNode row(Map<String, JsonNode> rows, String table) {
        return rows.getOrDefault(table, JSON.nullNode());
    }

    private static String text(String resource) {
        try (var in = OrderEntityTests.class.getResourceAsStream(resource)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.bisync.row;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.INT;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.record.RecordSchema;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two small declarations, one of either kind of envelope, and what tests need around them. */
public final class Orders {

    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public static final Entity PLAIN = Entity.of(
            "erp",
            "order",
            Envelope.none(),
            order -> order.key("o_id", BIGINT)
                    .version("ts")
                    .columns(varchar(12), "status")
                    .columns(decimal(10, 2), "amount")
                    .columns(BOOLEAN, "is_cod")
                    .columns(DATETIME, "pay_date")
                    .columns(INT, "flag")
                    .json("finances")
                    .personal("receiver_*", "remark")
                    .children(
                            "items",
                            "item",
                            item -> item.key("oi_id", BIGINT)
                                    .columns(varchar(20), "sku_id")
                                    .columns(decimal(10, 2), "price")
                                    .personal("remark")
                                    .optionalChildren(
                                            "serials",
                                            "serial",
                                            serial -> serial.keyedByPosition("place")
                                                    .columns(varchar(20), "sn")))
                    .optionalChildren(
                            "pays", "pay", pay -> pay.key("pay_id", varchar(64)).columns(decimal(10, 2), "amount")));

    public static final Entity WRAPPED = Entity.of(
            "far",
            "order",
            Envelope.around("data")
                    .account("tenant_id")
                    .key("entity_id")
                    .version("version")
                    .operation("op", "UPSERT", "DELETE")
                    .entity("entity", "order")
                    .schemaVersion("schema_version", 1)
                    .columns(DATETIME, "occurred_at")
                    .ignored("event_id"),
            order -> order.key("order_id", varchar(64))
                    .columns(decimal(18, 4), "pay_amount")
                    .children("items", "item", item -> item.key("line_id", varchar(64))));

    public static SourceRecord record(String json) {
        return record(0, json);
    }

    public static SourceRecord record(long offset, String json) {
        return new SourceRecord("erp.erp.order", 3, offset, null, json.getBytes(StandardCharsets.UTF_8), "7", null);
    }

    public static Normalised normalise(Entity entity, RangeBuffer rangeBuffer, String... records) {
        var normaliser = new Normaliser(new RecordSchema(entity));
        Normalised last = new Normalised.Ignored("nothing came");
        for (int offset = 0; offset < records.length; offset++) {
            last = normaliser.normalise(record(offset, records[offset]), rangeBuffer);
        }
        return last;
    }

    /** The rows of a round by table name. */
    public static Map<String, List<JsonNode>> rows(RangeBuffer rangeBuffer) {
        var rows = new TreeMap<String, List<JsonNode>>();
        for (var table : rangeBuffer.tables()) {
            rows.put(
                    table.table().name(),
                    text(table).lines().map(JSON::readTree).toList());
        }
        return rows;
    }

    public static List<JsonNode> rows(RangeBuffer rangeBuffer, String table) {
        return rows(rangeBuffer).getOrDefault(table, List.of());
    }

    public static String text(TableRows rows) {
        var out = new ByteArrayOutputStream();
        try {
            rows.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The only row of a record's own table. */
    public static JsonNode row(Entity entity, String json) {
        var rangeBuffer = new RangeBuffer(entity);
        var outcome = normalise(entity, rangeBuffer, json);
        if (outcome instanceof Normalised.Rows) {
            return rows(rangeBuffer, entity.table().name()).getFirst();
        }
        throw new AssertionError("Not normalised: " + outcome);
    }

    /** The code of a record that does not fit; null if it does. */
    public static @Nullable String defect(Entity entity, String json) {
        return defect(entity, json.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable String defect(Entity entity, byte[] json) {
        var rangeBuffer = new RangeBuffer(entity);
        var outcome = new Normaliser(new RecordSchema(entity))
                .normalise(new SourceRecord("t", 0, 0, null, json, "7", null), rangeBuffer);
        return outcome instanceof Normalised.Rejected rejected ? rejected.code() : null;
    }

    private Orders() {}
}

package io.bisync.local.leke;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of the contract that shares nothing with the source: the highest version of an order wins. */
final class Reading {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<String> DECIMALS = List.of("pay_amount", "freight", "discount", "qty", "price", "amount");
    private static final List<String> TIMES = List.of("order_time", "pay_time", "occurred_at", "emitted_at");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:mm", "Z")
            .appendOptional(new DateTimeFormatterBuilder()
                    .appendLiteral('[')
                    .appendZoneRegionId()
                    .appendLiteral(']')
                    .toFormatter(Locale.ROOT))
            .toFormatter(Locale.ROOT);

    private final Map<String, JsonNode> newest = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    void add(String value) {
        text.append(value);
        JsonNode event = JSON.readTree(value);
        newest.merge(
                event.get("entity_id").asString(),
                event,
                (old, other) ->
                        other.get("version").asLong() >= old.get("version").asLong() ? other : old);
    }

    String text() {
        return text.toString();
    }

    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        newest.values().stream()
                .filter(event -> event.get("op").asString().equals("UPSERT"))
                .forEach(event -> {
                    JsonNode data = event.get("data");
                    String order = data.get("order_id").asString();
                    Map<String, String> root = columns(
                            data, "order_id shop_id status order_time pay_time currency pay_amount freight discount");
                    root.putAll(columns(event, "occurred_at emitted_at"));
                    rows.put("leke_order[" + order + "]", root.toString());
                    for (JsonNode item : data.get("items")) {
                        Map<String, String> line = columns(item, "line_id sku_id qty price amount is_gift");
                        line.put("order_id", order);
                        rows.put("leke_order_item[" + order + ", " + line.get("line_id") + "]", line.toString());
                    }
                });
        return rows;
    }

    private static Map<String, String> columns(JsonNode from, String names) {
        Map<String, String> columns = new TreeMap<>();
        for (String name : names.split(" ", -1)) {
            columns.put(name, String.valueOf(column(name, from.get(name))));
        }
        return columns;
    }

    private static @Nullable String column(String name, @Nullable JsonNode value) {
        if (value == null
                || value.isNull()
                || value.isArray()
                || value.asString().isBlank()) {
            return null;
        }
        String text = value.asString();
        if ((DECIMALS.contains(name) && text.matches("[a-z ]+")) || (name.equals("currency") && text.length() > 8)) {
            return null;
        }
        if (DECIMALS.contains(name)) {
            return decimal(value);
        }
        if (TIMES.contains(name) && text.startsWith("000")) {
            return null;
        }
        if (TIMES.contains(name)) {
            return OffsetDateTime.parse(text, TIME)
                    .withOffsetSameInstant(ZoneOffset.ofHours(8))
                    .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"));
        }
        if (name.equals("is_gift")) {
            return Boolean.toString(text.equals("true") || text.equals("1"));
        }
        return text;
    }

    /** Nothing, or with four digits. */
    static @Nullable String decimal(JsonNode value) {
        return value.isNull() || value.asString().isEmpty()
                ? null
                : new BigDecimal(value.asString())
                        .setScale(4, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}

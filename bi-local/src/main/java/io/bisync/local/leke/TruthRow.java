package io.bisync.local.leke;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a reader's table should look like now.
 *
 * @param table for example {@code leke_order} or {@code leke_order_item}
 * @param key Leke's own key of the row
 * @param version the version of its entity
 * @param row every field that is not personal, in canonical spelling, and what may be seen of others in {@code extra}; null when it is deleted
 */
public record TruthRow(
        String table,
        Map<String, String> key,
        long version,
        @Nullable Map<String, @Nullable Object> row) {

    private static final int SCALE = 4;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.of("Asia/Shanghai"));

    static Stream<TruthRow> of(Order order) {
        if (order.deleted()) {
            return Stream.of(new TruthRow("leke_order", Map.of("order_id", order.orderId()), order.version(), null));
        }
        return Stream.concat(Stream.of(root(order)), order.lines().stream().map(line -> item(order, line)));
    }

    private static TruthRow root(Order order) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("order_id", order.orderId());
        row.put("shop_id", order.shopId());
        row.put("status", order.status().name());
        row.put("order_time", time(order.orderTime()));
        row.put("pay_time", time(order.payTime()));
        row.put("currency", "CNY");
        row.put("pay_amount", decimal(order.payAmount()));
        row.put("freight", decimal(order.freight()));
        row.put("discount", decimal(order.discount()));
        row.put("occurred_at", time(order.occurredAt()));
        row.put("emitted_at", time(order.emittedAt()));
        var beside = Unknown.ofOrder(order);
        Unknown.ODD.stream().filter(beside::containsKey).forEach(field -> row.replace(field, null));
        row.put("extra", Unknown.shown("leke.order", beside));
        return new TruthRow("leke_order", Map.of("order_id", order.orderId()), order.version(), row);
    }

    private static TruthRow item(Order order, Line line) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("order_id", order.orderId());
        row.put("line_id", line.lineId());
        row.put("sku_id", line.skuId());
        row.put("qty", decimal(line.qty()));
        row.put("price", decimal(line.price()));
        row.put("amount", decimal(line.amount()));
        row.put("is_gift", line.gift());
        row.put("extra", Unknown.shown("leke.order.items", Unknown.ofLine(order, line)));
        Map<String, String> key = new LinkedHashMap<>();
        key.put("order_id", order.orderId());
        key.put("line_id", line.lineId());
        return new TruthRow("leke_order_item", key, order.version(), row);
    }

    static @Nullable String decimal(@Nullable BigDecimal value) {
        return value == null
                ? null
                : value.setScale(SCALE, RoundingMode.HALF_UP).toPlainString();
    }

    static @Nullable String time(@Nullable Instant value) {
        return value == null ? null : TIME.format(value);
    }
}

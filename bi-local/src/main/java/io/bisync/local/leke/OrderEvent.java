package io.bisync.local.leke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The change event of one version of an order as Leke writes it. */
final class OrderEvent {

    private OrderEvent() {}

    static ChangeEvent of(String tenant, long seed, Order order) {
        var random = new Random(seed * 31 + order.orderId().hashCode() * 1_000_003L + order.version());
        var subject = new ChangeEvent.Subject(
                tenant,
                "order",
                order.orderId(),
                order.version(),
                order.deleted(),
                order.occurredAt(),
                order.emittedAt());
        return ChangeEvent.of(subject, random, (spelling, rolls) -> data(order, spelling, rolls));
    }

    private static Map<String, @Nullable Object> data(Order order, Spelling spelling, Random random) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("order_id", order.orderId());
        data.put("shop_id", order.shopId());
        data.put("status", order.status().name());
        data.put("order_time", spelling.time(order.orderTime()));
        data.put("pay_time", spelling.time(order.payTime()));
        data.put("currency", "CNY");
        data.put("pay_amount", spelling.decimal(order.payAmount()));
        data.put("freight", spelling.decimal(order.freight()));
        data.put("discount", spelling.decimal(order.discount()));
        data.put(
                "items",
                order.lines().stream()
                        .map(line -> item(order, line, spelling, random))
                        .toList());
        data.putAll(Unknown.ofOrder(order));
        return ChangeEvent.shuffledNowAndThen(data, random);
    }

    private static Map<String, @Nullable Object> item(Order order, Line line, Spelling spelling, Random random) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("line_id", line.lineId());
        item.put("sku_id", spelling.text(line.skuId()));
        item.put("qty", spelling.decimal(line.qty()));
        item.put("price", spelling.decimal(line.price()));
        item.put("amount", spelling.decimal(line.amount()));
        item.put("is_gift", spelling.flag(line.gift()));
        item.putAll(Unknown.ofLine(order, line));
        return ChangeEvent.shuffledNowAndThen(item, random);
    }
}

package io.bisync.local.leke;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The change event of one version of an order as Leke writes it. One version has one event: writing it again gives the
 * same bytes, because every choice of spelling follows from seed, id and version.
 */
record OrderEvent(String eventId, String key, Map<String, @Nullable Object> envelope) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static OrderEvent of(String tenant, long seed, Order order) {
        var random = new Random(seed * 31 + order.orderId().hashCode() * 1_000_003L + order.version());
        var spelling = new Spelling(random);
        String eventId = "%016X%s%d".formatted(random.nextLong(), order.orderId(), order.version());
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("event_id", eventId);
        envelope.put("event_type", order.deleted() ? "order.deleted" : "order.updated");
        envelope.put("op", order.deleted() ? "DELETE" : "UPSERT");
        envelope.put("tenant_id", tenant);
        envelope.put("entity", "order");
        envelope.put("entity_id", order.orderId());
        envelope.put("version", order.version());
        envelope.put("occurred_at", spelling.time(order.occurredAt()));
        envelope.put("emitted_at", spelling.time(order.emittedAt()));
        envelope.put("schema_version", 1);
        envelope.put("data", order.deleted() ? null : data(order, spelling, random));
        return new OrderEvent(eventId, tenant + ":" + order.orderId(), shuffledNowAndThen(envelope, random));
    }

    byte[] bytes() {
        return JSON.writeValueAsBytes(envelope);
    }

    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
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
        return shuffledNowAndThen(data, random);
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
        return shuffledNowAndThen(item, random);
    }

    /** Members of a JSON object have no order: a reader may not rely on it. */
    private static Map<String, @Nullable Object> shuffledNowAndThen(
            Map<String, @Nullable Object> members, Random random) {
        if (random.nextInt(5) > 0) {
            return members;
        }
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        Map<String, @Nullable Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, members.get(name)));
        return shuffled;
    }
}

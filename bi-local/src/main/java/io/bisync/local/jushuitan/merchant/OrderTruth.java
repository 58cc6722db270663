package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.TruthFields;
import io.bisync.local.jushuitan.field.TruthRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of an order as they should be now. */
final class OrderTruth {

    private OrderTruth() {}

    static Stream<TruthRow> of(Order order, long coId) {
        TruthFields root = new TruthFields("jushuitan.order");
        OrderFields.version(order, root);
        OrderFields.write(order, coId, root);
        TruthRow row = new TruthRow("jushuitan_order", Map.of("o_id", order.oId), order.ts, root.row());
        List<TruthRow> items = order.items.stream()
                .map(item -> {
                    TruthFields fields = new TruthFields("jushuitan.order.items");
                    ItemFields.write(order, item, fields);
                    return new TruthRow("jushuitan_order_item", key(order, "oi_id", item.oiId), order.ts, fields.row());
                })
                .toList();
        List<TruthRow> payments = order.payments.stream()
                .map(payment -> {
                    TruthFields fields = new TruthFields("jushuitan.order.pays");
                    PaymentFields.write(order, payment, fields);
                    String payId = Long.toString(payment.payId());
                    return new TruthRow("jushuitan_order_pay", key(order, "pay_id", payId), order.ts, fields.row());
                })
                .toList();
        return Stream.concat(Stream.of(row), Stream.concat(items.stream(), payments.stream()));
    }

    private static Map<String, Object> key(Order order, String name, Object id) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("o_id", order.oId);
        key.put(name, id);
        return key;
    }
}

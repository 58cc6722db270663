package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.TruthRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One order for a person who follows it: its state now, without anything personal. */
public record OrderView(
        long coId,
        long oId,
        String soId,
        String status,
        long ts,
        Instant changedAt,
        @Nullable String poison,
        Map<String, @Nullable Object> order,
        List<Map<String, @Nullable Object>> items,
        List<Map<String, @Nullable Object>> pays) {

    static OrderView of(Order order, long coId) {
        List<TruthRow> rows = OrderTruth.of(order, coId).toList();
        return new OrderView(
                coId,
                order.oId,
                order.soId,
                order.status.word(),
                order.ts,
                Instant.ofEpochMilli(order.modifiedAt),
                order.defect == null ? null : order.defect.word(),
                rows.getFirst().row(),
                table(rows.stream(), "jushuitan_order_item"),
                table(rows.stream(), "jushuitan_order_pay"));
    }

    private static List<Map<String, @Nullable Object>> table(Stream<TruthRow> rows, String table) {
        return rows.filter(row -> row.table().equals(table)).map(TruthRow::row).toList();
    }
}

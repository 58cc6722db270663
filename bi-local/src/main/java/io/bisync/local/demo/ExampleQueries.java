package io.bisync.local.demo;

import io.bisync.local.starrocks.StarRocksStandIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions that a merchant asks, with their answers. */
final class ExampleQueries {

    private record Question(String text, String sql) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    "Orders and paid amount by status",
                    "SELECT account_id, status, count(*) AS orders, sum(paid_amount) AS paid FROM jushuitan_order"
                            + " GROUP BY account_id, status ORDER BY orders DESC LIMIT 5"),
            new Question(
                    "The five best-selling SKUs",
                    "SELECT sku_id, sum(qty) AS pieces, sum(amount) AS amount FROM jushuitan_order_item"
                            + " GROUP BY sku_id ORDER BY pieces DESC LIMIT 5"),
            new Question(
                    "Leke orders whose lines do not add up to what was paid",
                    "SELECT o.order_id, o.pay_amount, sum(i.amount) AS lines_amount FROM leke_order o"
                            + " JOIN leke_order_item i ON i.account_id = o.account_id AND i.order_id = o.order_id"
                            + " GROUP BY o.order_id, o.pay_amount HAVING sum(i.amount) <> o.pay_amount ORDER BY o.order_id LIMIT 5"),
            new Question(
                    "Up to when whose data is complete, the oldest first",
                    "SELECT a.name, f.entity, f.fresh_as_of, f.seconds_behind, f.state FROM bi_freshness f"
                            + " JOIN bi_account a ON a.account_id = f.account_id"
                            + " ORDER BY f.fresh_as_of, a.name, f.entity LIMIT 5"));

    private ExampleQueries() {}

    static List<String> answers(StarRocksStandIn starRocks) {
        List<String> lines = new ArrayList<>();
        QUESTIONS.forEach(question -> {
            lines.add("");
            lines.add(question.text() + ":");
            lines.add("  " + question.sql());
            List<Map<String, @Nullable Object>> rows = starRocks.query(question.sql());
            if (rows.isEmpty()) {
                lines.add("  (no rows)");
                return;
            }
            lines.add("  " + String.join(" | ", rows.getFirst().keySet()));
            rows.forEach(row -> lines.add("  "
                    + String.join(
                            " | ", row.values().stream().map(String::valueOf).toList())));
        });
        return lines;
    }
}

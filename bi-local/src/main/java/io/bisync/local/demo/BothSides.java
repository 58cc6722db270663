package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the books of the ERPs and those of StarRocks. */
final class BothSides {

    private final LocalStack stack;

    BothSides(LocalStack stack) {
        this.stack = stack;
    }

    Totals atTheErps() {
        var totals = new Totals();
        LocalStack.JUSHUITAN.forEach((account, coId) -> stack.jushuitan()
                .merchant(coId)
                .totals()
                .forEach(total -> totals.put(account, total.table(), new Totals.Entry(total.rows(), total.amount()))));
        stack.leke().truth().forEach(row -> {
            Map<String, @Nullable Object> values = row.row();
            if (values != null) {
                totals.add(LocalStack.TENANT, row.table(), values);
            }
        });
        return totals;
    }

    Totals inStarRocks() {
        var totals = new Totals();
        Totals.AMOUNTS.forEach((view, amount) -> stack.starRocks()
                .query("SELECT account_id, count(*) AS row_count, sum(%s) AS amount FROM %s GROUP BY account_id"
                        .formatted(amount, view))
                .forEach(row -> totals.put(
                        String.valueOf(row.get("account_id")),
                        view,
                        new Totals.Entry(
                                Long.parseLong(String.valueOf(row.get("row_count"))),
                                row.get("amount") == null
                                        ? BigDecimal.ZERO
                                        : new BigDecimal(String.valueOf(row.get("amount")))))));
        return totals;
    }
}

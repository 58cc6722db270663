package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the books of the ERPs and those of StarRocks. */
final class BothSides {

    private final LocalStack stack;
    private final Map<String, BusinessTable> tables;

    BothSides(LocalStack stack, List<BusinessTable> tables) {
        this.stack = stack;
        this.tables = tables.stream().collect(Collectors.toMap(BusinessTable::view, Function.identity()));
    }

    Totals atTheErps() {
        var totals = new Totals();
        LocalStack.JUSHUITAN.forEach((account, coId) -> {
            var merchant = stack.jushuitan().merchant(coId);
            merchant.totals()
                    .forEach(total ->
                            totals.put(account, total.table(), new Totals.Entry(total.rows(), total.amount())));
            merchant.books().truth(row -> add(totals, account, row.table(), row.row()));
        });
        stack.leke().truth().forEach(row -> add(totals, LocalStack.TENANT, row.table(), row.row()));
        stack.leke().others().forEach(row -> add(totals, LocalStack.TENANT, row.table(), row.row()));
        return totals;
    }

    /** Rows that are gone, and those of entities that nobody declares, do not count. */
    private void add(Totals totals, String account, String view, @Nullable Map<String, @Nullable Object> row) {
        BusinessTable table = tables.get(view);
        if (table != null && row != null) {
            totals.add(account, table, row);
        }
    }

    Totals inStarRocks() {
        var totals = new Totals();
        tables.values()
                .forEach(table -> stack.starRocks()
                        .query("SELECT account_id, count(*) AS row_count, sum(%s) AS amount FROM %s GROUP BY account_id"
                                .formatted(table.amount().orElse("0"), table.view()))
                        .forEach(row -> totals.put(
                                String.valueOf(row.get("account_id")),
                                table.view(),
                                new Totals.Entry(
                                        Long.parseLong(String.valueOf(row.get("row_count"))),
                                        row.get("amount") == null
                                                ? BigDecimal.ZERO
                                                : new BigDecimal(String.valueOf(row.get("amount")))))));
        return totals;
    }
}

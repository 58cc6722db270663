package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The views on top of Jushuitan's ({@code deploy/starrocks/views}), worked out once more from the ERP's own state. */
final class BusinessViews {

    private static final Set<String> SOLD =
            Set.of("WaitConfirm", "WaitFConfirm", "Delivering", "WaitOuterSent", "Sent", "Question");
    private static final Set<String> NOT_SOLD =
            Set.of("WaitPay", "Merged", "Split", "Cancelled", "Replaced", "Delete", "SentCancelled");
    private static final int DAY = "2026-11-30".length();

    private final Sql sql;
    private final Map<String, List<TruthRow>> truth = new HashMap<>();

    BusinessViews(Sql sql, Map<BusinessTable, List<TruthRow>> truth) {
        this.sql = sql;
        truth.forEach((table, rows) -> this.truth.put(table.view(), rows));
    }

    /** One finding for each view whose entities are synced. */
    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        if (truth.containsKey("jushuitan_order")) {
            findings.add(compare("jushuitan_sale", sales().keySet()));
            findings.add(compare("jushuitan_sale_daily", daily()));
        }
        if (truth.containsKey("jushuitan_inventory")) {
            findings.add(compare("jushuitan_sellable_stock", sellable()));
        }
        if (truth.containsKey("jushuitan_after_sale")) {
            findings.add(compare("jushuitan_return_cause", returns()));
        }
        if (truth.containsKey("jushuitan_purchase_in")) {
            findings.add(compare("jushuitan_last_purchase_in", receipts()));
        }
        return findings;
    }

    /** A row is its columns with strokes between; days until today are left out. */
    private Finding compare(String view, Set<String> expected) {
        Sql.Answer answer = sql.query("SELECT * FROM " + view);
        Set<String> found = new HashSet<>();
        for (JsonNode row : answer.rows()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < answer.columns().size(); i++) {
                Sql.Answer.Column column = answer.columns().get(i);
                if (!column.name().equals("days_since")) {
                    values.add(Canonical.of(row.get(i), column.type()));
                }
            }
            found.add(String.join("|", values));
        }
        List<String> wrong = new ArrayList<>();
        Stream.concat(
                        expected.stream().filter(it -> !found.contains(it)).map(it -> view + " lacks " + it),
                        found.stream().filter(it -> !expected.contains(it)).map(it -> view + " has " + it))
                .forEach(wrong::add);
        return Finding.of(
                Verdict.VALUES,
                "The view %s is what its constants make of the truth".formatted(view),
                "%,d rows".formatted(expected.size()),
                wrong);
    }

    private record Sale(
            String account, String order, String shop, String day, String sku, BigDecimal qty, BigDecimal amount) {}

    /** By the row of the view. */
    private Map<String, Sale> sales() {
        Map<String, TruthRow> orders = new HashMap<>();
        rows("jushuitan_order", it -> SOLD.contains(text(it, "status"))).forEach(it -> orders.put(it.key(), it));
        Map<String, Sale> sales = new HashMap<>();
        rows(
                        "jushuitan_order_item",
                        it -> !NOT_SOLD.contains(text(it, "item_status"))
                                && !text(it, "refund_status").equals("success")
                                && !text(it, "is_gift").equals("true"))
                .forEach(item -> {
                    TruthRow order = orders.get(TruthRow.key(item.account(), List.of(text(item, "o_id"))));
                    if (order != null) {
                        String paid = text(order, "pay_date");
                        String at = paid.equals("null") ? text(order, "order_date") : paid;
                        sales.put(
                                String.join(
                                        "|",
                                        item.account(),
                                        text(item, "o_id"),
                                        text(item, "oi_id"),
                                        text(order, "shop_id"),
                                        at,
                                        text(item, "sku_id"),
                                        text(item, "i_id"),
                                        shown(number(item, "qty")),
                                        shown(number(item, "amount"))),
                                new Sale(
                                        item.account(),
                                        text(item, "o_id"),
                                        text(order, "shop_id"),
                                        day(at),
                                        text(item, "sku_id"),
                                        zero(number(item, "qty")),
                                        zero(number(item, "amount"))));
                    }
                });
        return sales;
    }

    private Set<String> daily() {
        Map<String, List<Sale>> days = new TreeMap<>();
        sales().values()
                .forEach(it -> days.computeIfAbsent(
                                String.join("|", it.account(), it.shop(), it.day(), it.sku()), _ -> new ArrayList<>())
                        .add(it));
        Set<String> rows = new HashSet<>();
        days.forEach((key, sales) -> rows.add(String.join(
                "|",
                key,
                Long.toString(sales.stream().map(Sale::order).distinct().count()),
                shown(sales.stream().map(Sale::qty).reduce(BigDecimal.ZERO, BigDecimal::add)),
                shown(sales.stream().map(Sale::amount).reduce(BigDecimal.ZERO, BigDecimal::add)))));
        return rows;
    }

    private Set<String> sellable() {
        Set<String> rows = new HashSet<>();
        rows("jushuitan_inventory", _ -> true)
                .forEach(it -> rows.add(String.join(
                        "|",
                        it.account(),
                        text(it, "wms_co_id"),
                        text(it, "sku_id"),
                        shown(zero(number(it, "qty"))
                                .add(zero(number(it, "virtual_qty")))
                                .subtract(zero(number(it, "order_lock")))
                                .subtract(zero(number(it, "pick_lock")))))));
        return rows;
    }

    private Set<String> returns() {
        Map<String, List<TruthRow>> causes = new TreeMap<>();
        rows(
                        "jushuitan_after_sale",
                        it -> text(it, "status").equals("Confirmed")
                                && Set.of("普通退货", "拒收退货").contains(text(it, "type")))
                .forEach(it -> causes.computeIfAbsent(
                                String.join(
                                        "|",
                                        it.account(),
                                        text(it, "shop_id"),
                                        day(text(it, "as_date")),
                                        text(it, "question_type").equals("null")
                                                ? "unknown"
                                                : text(it, "question_type")),
                                _ -> new ArrayList<>())
                        .add(it));
        Set<String> rows = new HashSet<>();
        causes.forEach((key, all) -> rows.add(String.join(
                "|",
                key,
                Integer.toString(all.size()),
                shown(all.stream()
                        .map(it -> number(it, "refund"))
                        .reduce(null, (one, other) -> one == null ? other : other == null ? one : one.add(other))))));
        return rows;
    }

    private Set<String> receipts() {
        Map<String, TruthRow> documents = new HashMap<>();
        rows("jushuitan_purchase_in", it -> Set.of("Confirmed", "Archive").contains(text(it, "status")))
                .forEach(it -> documents.put(it.key(), it));
        Map<String, String> last = new TreeMap<>();
        rows("jushuitan_purchase_in_item", _ -> true).forEach(item -> {
            TruthRow document = documents.get(TruthRow.key(item.account(), List.of(text(item, "io_id"))));
            if (document != null) {
                String at = text(document, "io_date");
                last.merge(
                        item.account() + "|" + text(item, "sku_id"),
                        at,
                        (one, other) -> one.equals("null") || (!other.equals("null") && other.compareTo(one) > 0)
                                ? other
                                : one);
            }
        });
        Set<String> rows = new HashSet<>();
        last.forEach((key, at) -> rows.add(key + "|" + at));
        return rows;
    }

    private List<TruthRow> rows(String view, Predicate<TruthRow> wanted) {
        return truth.getOrDefault(view, List.of()).stream().filter(wanted).toList();
    }

    private static String day(String time) {
        return time.length() < DAY ? time : time.substring(0, DAY);
    }

    private static String text(TruthRow row, String field) {
        JsonNode value = row.values().get(field);
        return value == null || value.isNull() ? "null" : value.asString();
    }

    private static @Nullable BigDecimal number(TruthRow row, String field) {
        String text = text(row, field);
        return text.equals("null") ? null : new BigDecimal(text);
    }

    private static BigDecimal zero(@Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }

    private static String shown(@Nullable BigDecimal number) {
        if (number == null) {
            return "null";
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}

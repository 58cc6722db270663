package io.bisync.leke;

import io.bisync.local.leke.TruthRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What BI sees and what Leke knows, in one spelling, by table and key. Shares nothing with the code that loads. */
record BusinessRows(Map<String, Map<String, @Nullable Object>> byKey) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> TIMES = Set.of("order_time", "pay_time", "occurred_at", "emitted_at");
    private static final String EXTRA = "extra";
    private static final String VERSION = "record_version";

    static BusinessRows ofViews(Stage stage) {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        for (var row : stage.query(
                "SELECT order_id, shop_id, status, order_time, pay_time, currency, pay_amount, freight, discount,"
                        + " occurred_at, emitted_at, extra, record_version FROM leke_order WHERE account_id = '"
                        + Stage.TENANT + "'")) {
            rows.put("leke_order " + row.get("order_id"), spelled(row));
        }
        for (var row :
                stage.query("SELECT order_id, line_id, sku_id, qty, price, amount, is_gift, extra, record_version"
                        + " FROM leke_order_item WHERE account_id = '" + Stage.TENANT + "'")) {
            rows.put("leke_order_item " + row.get("order_id") + " " + row.get("line_id"), spelled(row));
        }
        return new BusinessRows(rows);
    }

    static BusinessRows ofTruth(List<TruthRow> truth) {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        for (var known : truth) {
            if (known.row() != null) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>(known.row());
                row.computeIfPresent(EXTRA, (_, extra) -> JSON.valueToTree(extra));
                row.put(VERSION, known.version());
                var line = known.key().get("line_id");
                rows.put(known.table() + " " + known.key().get("order_id") + (line == null ? "" : " " + line), row);
            }
        }
        return new BusinessRows(rows);
    }

    /** One sentence for each value that differs. */
    List<String> differencesTo(BusinessRows truth) {
        var keys = new TreeSet<>(byKey.keySet());
        keys.addAll(truth.byKey.keySet());
        var found = new ArrayList<String>();
        for (var key : keys) {
            var here = byKey.get(key);
            var there = truth.byKey.get(key);
            if (here == null || there == null) {
                found.add(key + (here == null ? " is missing" : " should not be seen"));
                continue;
            }
            var columns = new TreeSet<>(here.keySet());
            columns.addAll(there.keySet());
            for (var column : columns) {
                if (!here.containsKey(column)
                        || !there.containsKey(column)
                        || !Objects.equals(here.get(column), there.get(column))) {
                    found.add("%s: %s is %s, should be %s".formatted(key, column, here.get(column), there.get(column)));
                }
            }
        }
        return found;
    }

    private static Map<String, @Nullable Object> spelled(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> spelled = new LinkedHashMap<>(row);
        spelled.computeIfPresent(
                EXTRA,
                (_, extra) -> JSON.readTree(extra.toString().replaceAll("(sealed:[a-z]+)(:\\d+)?:[\\w-]+", "$1")));
        TIMES.forEach(it -> spelled.computeIfPresent(it, (_, time) -> milliseconds(time.toString())));
        return spelled;
    }

    private static String milliseconds(String time) {
        return time.contains(".") ? time.replaceFirst("000$", "") : time + ".000";
    }
}

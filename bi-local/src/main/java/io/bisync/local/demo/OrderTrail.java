package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows one order from the ERP to the views, each step read where it happened. */
final class OrderTrail {

    /** Columns worth a look; the others are in the tables all the same. */
    private static final Map<String, String> COLUMNS = Map.of(
            "jushuitan_order", "o_id, status, paid_amount, modified",
            "jushuitan_order_item", "oi_id, sku_id, qty, amount, item_status",
            "jushuitan_order_pay", "pay_id, amount, pay_date",
            "leke_order", "order_id, status, pay_amount, occurred_at",
            "leke_order_item", "line_id, sku_id, qty, amount");

    private final DemoAddresses addresses;
    private final DemoHttp http;

    OrderTrail(DemoAddresses addresses) {
        this.addresses = addresses;
        this.http = new DemoHttp(addresses);
    }

    List<String> follow(String account, String id) {
        boolean jushuitan = LocalStack.JUSHUITAN.containsKey(account);
        if (!jushuitan && !account.equals(LocalStack.TENANT)) {
            throw new IllegalStateException("The demo has no account '%s'; it has %s and %s"
                    .formatted(account, LocalStack.JUSHUITAN.keySet(), LocalStack.TENANT));
        }
        if (jushuitan && !id.matches("\\d{1,18}")) {
            throw new IllegalStateException("Jushuitan's order ids are numbers, and '%s' is none".formatted(id));
        }
        List<String> lines = new ArrayList<>();
        atTheErp(account, id, jushuitan, lines);
        List<OrderEvents.Event> events = OrderEvents.of(addresses.get("kafka"), account + ":" + id, jushuitan);
        lines.add("");
        lines.add("Events:");
        events.forEach(event -> lines.add("  " + event));
        List<String> views = jushuitan
                ? List.of("jushuitan_order", "jushuitan_order_item", "jushuitan_order_pay")
                : List.of("leke_order", "leke_order_item");
        String where = "account_id = '%s' AND %s = %s"
                .formatted(
                        quoted(account),
                        jushuitan ? "o_id" : "order_id",
                        jushuitan ? Long.valueOf(id) : "'" + quoted(id) + "'");
        lines.add("");
        lines.add("Loads:");
        loads(views, events, lines);
        for (String view : views) {
            lines.add("");
            lines.add("Rows of ods_%s:".formatted(view));
            rows(
                    lines,
                    "SELECT %s, record_version, is_deleted, source_topic, source_partition, source_offset, loaded_at FROM ods_%s WHERE %s"
                            .formatted(COLUMNS.get(view), view, where));
            lines.add("The view %s shows:".formatted(view));
            rows(lines, "SELECT %s FROM %s WHERE %s".formatted(COLUMNS.get(view), view, where));
        }
        lines.add("");
        lines.add("Newest version: changed at the ERP → in StarRocks (Shanghai time)");
        rows(
                lines,
                "SELECT %s AS changed_at_the_erp, loaded_at AS in_starrocks FROM ods_%s WHERE %s"
                        .formatted(jushuitan ? "modified" : "occurred_at", views.getFirst(), where));
        return lines;
    }

    private void atTheErp(String account, String id, boolean jushuitan, List<String> lines) {
        lines.add("At the ERP:");
        List<JsonNode> order = http.values(
                jushuitan
                        ? addresses.get("jushuitan") + "/control/orders/" + LocalStack.JUSHUITAN.get(account) + "/" + id
                        : addresses.get("leke") + "/control/orders/" + id);
        if (order.isEmpty()) {
            lines.add("  there is no order " + id);
        }
        order.forEach(part -> lines.add("  " + part));
    }

    /** A load is found by its label, which carries partition and range; the service's log says which topic it was. */
    private void loads(List<String> views, List<OrderEvents.Event> events, List<String> lines) {
        Map<String, String> topics = LoadedTopics.byLabel();
        for (String view : views) {
            http.values(addresses.get("starrocks") + "/control/loads?table=ods_" + view).stream()
                    .map(load -> found(load, events, topics))
                    .filter(line -> line != null)
                    .forEach(lines::add);
        }
    }

    private static @Nullable String found(JsonNode load, List<OrderEvents.Event> events, Map<String, String> topics) {
        String label = load.path("label").asString();
        LabelRange range = LabelRange.parse(label);
        return range == null
                        || events.stream()
                                .noneMatch(event -> range.holds(event.partition(), event.offset())
                                        && event.topic().equals(topics.getOrDefault(label, event.topic())))
                ? null
                : "  %s %s, %s rows"
                        .formatted(
                                label,
                                load.path("state").asString(),
                                load.path("rowsLoaded").asString());
    }

    private void rows(List<String> lines, String sql) {
        int before = lines.size();
        http.query(sql).forEach(row -> lines.add("  " + row));
        if (lines.size() == before) {
            lines.add("  nothing");
        }
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}

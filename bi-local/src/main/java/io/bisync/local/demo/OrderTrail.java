package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.stack.LocalStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows one order, or one row of another entity, from the ERP to the views, each step read where it happened. */
final class OrderTrail {

    private static final String ORDER = "order";

    private final DemoAddresses addresses;
    private final DemoHttp http;

    OrderTrail(DemoAddresses addresses) {
        this.addresses = addresses;
        this.http = new DemoHttp(addresses);
    }

    /**
     * Answers what is to be printed.
     *
     * @param name an order's id, or the name of an entity, a colon and the id
     */
    List<String> follow(String account, String name) {
        boolean jushuitan = LocalStack.JUSHUITAN.containsKey(account);
        if (!jushuitan && !account.equals(LocalStack.TENANT)) {
            throw new IllegalStateException("The demo has no account '%s'; it has %s and %s"
                    .formatted(account, LocalStack.JUSHUITAN.keySet(), LocalStack.TENANT));
        }
        String source = jushuitan ? "jushuitan" : "leke";
        String entity = entity(source, name);
        String id = name.startsWith(entity + ":") ? name.substring(entity.length() + 1) : name;
        List<BusinessTable> tables = declared().stream()
                .filter(table -> table.page().source().equals(source)
                        && table.page().entity().equals(entity))
                .toList();
        Map<String, String> key = key(tables.getFirst(), id);
        List<String> lines = new ArrayList<>();
        lines.add("At the ERP:");
        List<JsonNode> parts = jushuitan && entity.equals(ORDER) ? order(account, id) : truth(account, tables, key);
        if (parts.isEmpty()) {
            lines.add("  there is no %s %s".formatted(entity, id));
        }
        parts.forEach(part -> lines.add("  " + part));
        List<OrderEvents.Event> events = OrderEvents.of(
                addresses.get("kafka"), account + ":" + id, tables.getFirst().page());
        lines.add("");
        lines.add("Events:");
        events.forEach(event -> lines.add("  " + event));
        String where = "account_id = '%s' AND %s"
                .formatted(
                        quoted(account),
                        key.entrySet().stream()
                                .map(part -> part.getKey() + " = " + part.getValue())
                                .collect(Collectors.joining(" AND ")));
        lines.add("");
        lines.add("Loads:");
        loads(tables, events, lines);
        for (BusinessTable table : tables) {
            String columns = String.join(", ", table.glance());
            lines.add("");
            lines.add("Rows of %s:".formatted(table.base()));
            rows(
                    lines,
                    "SELECT %s, record_version, is_deleted, source_topic, source_partition, source_offset, loaded_at FROM %s WHERE %s"
                            .formatted(columns, table.base(), where));
            lines.add("The view %s shows:".formatted(table.view()));
            rows(lines, "SELECT %s FROM %s WHERE %s".formatted(columns, table.view(), where));
        }
        Optional<String> changed = jushuitan ? tables.getFirst().modified() : Optional.of("occurred_at");
        changed.ifPresent(column -> {
            lines.add("");
            lines.add("Newest version: changed at the ERP → in StarRocks (Shanghai time)");
            rows(
                    lines,
                    "SELECT %s AS changed_at_the_erp, loaded_at AS in_starrocks FROM %s WHERE %s"
                            .formatted(column, tables.getFirst().base(), where));
        });
        return lines;
    }

    private List<BusinessTable> declared() {
        return BusinessTable.among(http.query(BusinessTable.NAMES).stream()
                .map(row -> row.substring(row.indexOf('=') + 1))
                .collect(Collectors.toSet()));
    }

    /** What stands before the first colon, if an entity is called so; else it is an order's id. */
    private String entity(String source, String name) {
        int colon = name.indexOf(':');
        return declared().stream()
                .filter(table -> table.page().source().equals(source))
                .map(table -> table.page().entity())
                .filter(entity -> colon > 0 && entity.equals(name.substring(0, colon)))
                .findFirst()
                .orElse(ORDER);
    }

    /** The parts of the id as SQL writes them, by their columns. */
    private static Map<String, String> key(BusinessTable table, String id) {
        List<String> columns = table.rootKey();
        String[] parts = id.split(":", columns.size());
        if (parts.length < columns.size()) {
            throw new IllegalStateException("The id of a %s is %s with colons between, and '%s' is none"
                    .formatted(table.entity(), columns, id));
        }
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            String column = columns.get(i);
            boolean number = table.page().level(Dictionary.ROOT, FieldType.INTEGER).stream()
                    .anyMatch(field -> field.name().equals(column));
            if (number && !parts[i].matches("\\d{1,18}")) {
                throw new IllegalStateException(
                        "%s of a %s is a number, and '%s' is none".formatted(column, table.entity(), parts[i]));
            }
            key.put(column, number ? parts[i] : "'" + quoted(parts[i]) + "'");
        }
        return key;
    }

    private List<JsonNode> order(String account, String id) {
        return http.values(
                addresses.get("jushuitan") + "/control/orders/" + LocalStack.JUSHUITAN.get(account) + "/" + id);
    }

    private List<JsonNode> truth(String account, List<BusinessTable> tables, Map<String, String> key) {
        Set<String> views = tables.stream().map(BusinessTable::view).collect(Collectors.toSet());
        Long coId = LocalStack.JUSHUITAN.get(account);
        String address = coId == null
                ? addresses.get("leke") + "/control/truth"
                : addresses.get("jushuitan") + "/control/truth?coId=" + coId;
        return http.values(address).stream()
                .filter(row -> views.contains(row.path("table").asString())
                        && key.entrySet().stream()
                                .allMatch(part -> part.getValue()
                                        .replace("'", "")
                                        .equals(row.path("key")
                                                .path(part.getKey())
                                                .asString())))
                .toList();
    }

    /** A load is found by its label, which carries partition and range; the service's log says which topic it was. */
    private void loads(List<BusinessTable> tables, List<OrderEvents.Event> events, List<String> lines) {
        Map<String, String> topics = LoadedTopics.byLabel();
        for (BusinessTable table : tables) {
            http.values(addresses.get("starrocks") + "/control/loads?table=" + table.base()).stream()
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

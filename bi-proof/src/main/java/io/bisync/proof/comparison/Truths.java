package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.probe.Web;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the simulators, over their control addresses, what every row should look like. */
final class Truths {

    private static final JsonMapper JSON = new JsonMapper();
    /** The views of all pages. */
    private static final Set<String> KNOWN = Dictionary.all().stream()
            .flatMap(BusinessTable::of)
            .map(BusinessTable::view)
            .collect(Collectors.toSet());

    private Truths() {}

    /** By table, in their order; rows of entities that nobody declares are left out. */
    static Map<BusinessTable, List<TruthRow>> read(LocalStack stack, Web web, CheckedTables tables) {
        Map<BusinessTable, List<TruthRow>> truth = new LinkedHashMap<>();
        tables.all().forEach(table -> truth.put(table, new ArrayList<>()));
        // By name: a table's hash is that of its whole dictionary.
        Map<String, Map.Entry<BusinessTable, List<TruthRow>>> views = truth.entrySet().stream()
                .collect(Collectors.toMap(it -> it.getKey().view(), it -> it));
        LocalStack.JUSHUITAN.forEach((account, coId) -> web.lines(
                stack.jushuitan().control().resolve("/control/truth?coId=" + coId),
                line -> add(account, JSON.readTree(line), views)));
        stack.tenants()
                .forEach(source -> web.lines(
                        source.control().resolve("/control/truth"),
                        line -> add(source.tenant(), JSON.readTree(line), views)));
        return truth;
    }

    private static void add(
            String account, JsonNode line, Map<String, Map.Entry<BusinessTable, List<TruthRow>>> views) {
        if (line.path("row").isNull()) {
            return;
        }
        String view = line.get("table").asString();
        var rows = views.get(view);
        if (rows != null) {
            rows.getValue().add(row(account, rows.getKey(), line));
        } else if (!KNOWN.contains(view)) {
            throw new IllegalStateException("The truth speaks of an unknown table: " + view);
        }
    }

    private static TruthRow row(String account, BusinessTable table, JsonNode line) {
        Map<String, JsonNode> values = new HashMap<>();
        line.get("key").properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        line.get("row").properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        // The row version is stored as record_version; every line has it beside the row.
        values.remove("ts");
        return new TruthRow(account, table, line.path("version").asLong(TruthRow.NO_VERSION), values);
    }
}

package io.bisync.proof;

import io.bisync.local.stack.LocalStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the simulators, over their control addresses, what every row should look like. */
final class Truths {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, BusinessTable> TABLES =
            BusinessTable.ALL.stream().collect(Collectors.toMap(BusinessTable::view, table -> table));

    private Truths() {}

    /** By table, in the order of {@link BusinessTable#ALL}. */
    static Map<BusinessTable, List<TruthRow>> read(LocalStack stack, Web web) {
        Map<BusinessTable, List<TruthRow>> truth = new LinkedHashMap<>();
        BusinessTable.ALL.forEach(table -> truth.put(table, new ArrayList<>()));
        LocalStack.JUSHUITAN.forEach((account, coId) ->
                add(account, web.get(stack.jushuitan().control().resolve("/control/truth?coId=" + coId)), truth));
        stack.tenants()
                .forEach(source -> add(source.tenant(), web.get(source.control().resolve("/control/truth")), truth));
        return truth;
    }

    private static void add(String account, String lines, Map<BusinessTable, List<TruthRow>> truth) {
        lines.lines()
                .map(JSON::readTree)
                .filter(line -> !line.path("row").isNull())
                .forEach(line -> {
                    BusinessTable table = TABLES.get(line.get("table").asString());
                    if (table == null) {
                        throw new IllegalStateException("The truth speaks of an unknown table: " + line.get("table"));
                    }
                    Map<String, JsonNode> values = new HashMap<>();
                    line.get("key").properties().forEach(field -> values.put(field.getKey(), field.getValue()));
                    line.get("row").properties().forEach(field -> values.put(field.getKey(), field.getValue()));
                    // The row version is stored as record_version; every line has it beside the row.
                    values.remove("ts");
                    truth.getOrDefault(table, new ArrayList<>())
                            .add(new TruthRow(
                                    account, table, line.get("version").asLong(), values));
                });
    }
}

package io.bisync.run.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.row.TableRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tables that load as StarRocks does, and answer the statements of a comparison. */
public final class TablesInMemory {

    private static final Pattern SELECT = Pattern.compile("SELECT (.+) FROM (\\w+) WHERE (.+)");
    private static final Pattern CONDITION = Pattern.compile("\\(?(\\w+) (IN|=|>=|<=) [(']?(.*?)[)']*");

    final List<String> asked = new ArrayList<>();
    private final TreeMap<String, TreeMap<String, Map<String, @Nullable Object>>> rows = new TreeMap<>();

    TablesInMemory copy() {
        var copy = new TablesInMemory();
        rows.forEach((table, all) -> {
            var copied = new TreeMap<String, Map<String, @Nullable Object>>();
            all.forEach((key, row) -> copied.put(key, new HashMap<>(row)));
            copy.rows.put(table, copied);
        });
        return copy;
    }

    /** As StarRocks does: the newest version wins, of two equal ones the later. */
    public void load(TableRows loaded) {
        var table = rows.computeIfAbsent(loaded.table().name(), _ -> new TreeMap<>());
        for (var row : WrittenRows.of(loaded)) {
            var key = loaded.table().key().stream()
                    .map(it -> String.valueOf(row.get(it)))
                    .toList()
                    .toString();
            var has = table.get(key);
            if (has == null || version(row) >= version(has)) {
                table.put(key, new HashMap<>(row));
            }
        }
    }

    /** What a reader of the views sees of an order, but for where it came from. */
    String visible(String id) {
        var all = new TreeMap<String, Object>();
        rows.forEach((table, its) -> its.forEach((key, row) -> {
            if (String.valueOf(row.get("id")).equals(id)) {
                var shown = new TreeMap<>(row);
                shown.keySet().removeIf(it -> it.startsWith("source_"));
                all.put(table + key, shown);
            }
        }));
        return all.toString();
    }

    private Map<String, Map<String, @Nullable Object>> table(String name) {
        return Objects.requireNonNull(rows.get(name));
    }

    /** Of all rows. */
    public void set(String table, String column, @Nullable Object value) {
        table(table).values().forEach(it -> it.put(column, value));
    }

    /** A row more, under another key. */
    public void copy(String table, String column, Object value) {
        var row = new HashMap<>(table(table).values().iterator().next());
        row.put(column, value);
        table(table).put("copied", row);
    }

    /** Rows of a SELECT whose conditions are those of comparisons. */
    public List<List<@Nullable Object>> query(String sql) {
        asked.add(sql);
        var statement = SELECT.matcher(sql);
        assertThat(statement.matches()).as(sql).isTrue();
        List<List<@Nullable Object>> found = new ArrayList<>();
        for (var row : rows.getOrDefault(statement.group(2), new TreeMap<>()).values()) {
            if (isMeant(row, statement.group(3))) {
                List<@Nullable Object> values = new ArrayList<>();
                for (var column : statement.group(1).split(", ", -1)) {
                    values.add(row.get(column));
                }
                found.add(values);
            }
        }
        return statement.group(1).equals("COUNT(*)") ? List.of(List.of(found.size())) : found;
    }

    private static boolean isMeant(Map<String, @Nullable Object> row, String conditions) {
        for (var condition : conditions.split(" AND ", -1)) {
            if (!holds(row, condition)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Map<String, @Nullable Object> row, String condition) {
        var one = CONDITION.matcher(condition);
        assertThat(one.matches()).as(condition).isTrue();
        var value = String.valueOf(row.get(one.group(1)));
        var other = one.group(3);
        return switch (one.group(2)) {
            case "IN" -> List.of(other.split(", ", -1)).contains(value);
            case "=" -> value.equalsIgnoreCase(other);
            case ">=" -> value.compareTo(other) >= 0;
            default -> value.compareTo(other) <= 0;
        };
    }

    private static long version(Map<String, @Nullable Object> row) {
        return ((Number) Objects.requireNonNull(row.get("record_version"))).longValue();
    }

    /** The rows of a table, for a test to spoil. */
    public Collection<Map<String, @Nullable Object>> rows(String table) {
        return table(table).values();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}

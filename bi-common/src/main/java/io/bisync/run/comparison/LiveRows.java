package io.bisync.run.comparison;

import io.bisync.table.Column;
import io.bisync.table.Lineage;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks StarRocks for the rows of one table, by the keys of the entities that they belong to. */
final class LiveRows {

    /** So many keys a statement. */
    private static final int MOST_KEYS = 200;

    private final Function<String, List<List<@Nullable Object>>> sql;
    private final Table table;
    private final List<Column> entityKey;
    private final List<Column> columns;

    /** @param root the entity's own table, whose key all of its tables begin with */
    LiveRows(Function<String, List<List<@Nullable Object>>> sql, Table table, Table root) {
        this.sql = sql;
        this.table = table;
        entityKey = root.columns().stream()
                .filter(it -> root.key().contains(it.name()) && !it.equals(Lineage.ACCOUNT))
                .toList();
        columns = table.columns().stream()
                .filter(it -> table.columnNames().contains(it.name()) && !isOrigin(it))
                .toList();
    }

    private static boolean isOrigin(Column column) {
        return Lineage.isOne(column) && column.name().startsWith("source_");
    }

    /** A row whose values are spelled as {@link Spelling} has them. */
    Row row(Map<String, @Nullable Object> values) {
        Map<String, @Nullable String> spelled = new LinkedHashMap<>();
        columns.forEach(it -> spelled.put(it.name(), Spelling.of(it.type(), values.get(it.name()))));
        return new Row(spelled);
    }

    /** The rows that StarRocks has of some entities of an account, by the entity's key. */
    Map<List<String>, List<Row>> of(String account, List<List<String>> keys) {
        Map<List<String>, List<Row>> rows = new HashMap<>();
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            var some = keys.subList(from, Math.min(from + MOST_KEYS, keys.size()));
            where("account_id = %s AND (%s)".formatted(quoted(account), condition(some)))
                    .forEach(row -> rows.computeIfAbsent(entityOf(row), _ -> new ArrayList<>())
                            .add(row));
        }
        return rows;
    }

    /** The rows for which a condition holds. */
    List<Row> where(String condition) {
        var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        return sql.apply("SELECT %s FROM %s WHERE %s".formatted(names, table.name(), condition)).stream()
                .map(values -> {
                    Map<String, @Nullable Object> byName = new HashMap<>();
                    IntStream.range(0, columns.size())
                            .forEach(it -> byName.put(columns.get(it).name(), values.get(it)));
                    return row(byName);
                })
                .toList();
    }

    /** The key of the entity that a row belongs to. */
    List<String> entityOf(Row row) {
        return entityKey.stream()
                .map(it -> String.valueOf(row.value(it.name())))
                .toList();
    }

    private String condition(List<List<String>> keys) {
        if (entityKey.size() == 1) {
            return "%s IN (%s)"
                    .formatted(
                            entityKey.getFirst().name(),
                            keys.stream()
                                    .map(it -> literal(entityKey.getFirst(), it.getFirst()))
                                    .collect(Collectors.joining(", ")));
        }
        return keys.stream()
                .map(key -> IntStream.range(0, entityKey.size())
                        .mapToObj(it -> entityKey.get(it).name() + " = " + literal(entityKey.get(it), key.get(it)))
                        .collect(Collectors.joining(" AND ", "(", ")")))
                .collect(Collectors.joining(" OR "));
    }

    private static String literal(Column column, String value) {
        return switch (column.type().kind()) {
            case BIGINT, INT, DECIMAL -> value;
            case BOOLEAN, DATETIME, JSON, VARCHAR -> quoted(value);
        };
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Values by column. */
    record Row(Map<String, @Nullable String> values) {

        @Nullable String value(String column) {
            return values.get(column);
        }

        String account() {
            return String.valueOf(values.get(Lineage.ACCOUNT.name()));
        }

        long version() {
            return Long.parseLong(Objects.requireNonNull(values.get(Lineage.VERSION.name())));
        }

        boolean isDeleted() {
            return "true".equals(values.get(Lineage.DELETED.name()));
        }

        /** Its place in its table. */
        List<String> key(Table of) {
            return of.key().stream().map(it -> String.valueOf(values.get(it))).toList();
        }
    }
}

package io.bisync.table;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/** The statements of one table. Views use only what StarRocks and PostgreSQL both know. */
final class Sql {

    static String createTable(Table table, List<String> hash, int buckets, String colocationGroup) {
        return """
                CREATE TABLE IF NOT EXISTS %s (
                %s
                )
                PRIMARY KEY (%s)
                DISTRIBUTED BY HASH (%s) BUCKETS %d
                PROPERTIES ("colocate_with" = "%s");
                """.formatted(
                        table.name(),
                        table.columns().stream().map(Sql::definition).collect(joining(",\n")),
                        String.join(", ", table.key()),
                        String.join(", ", hash),
                        buckets,
                        colocationGroup);
    }

    static String rootView(Table table) {
        return """
                CREATE OR REPLACE VIEW %s AS
                SELECT
                %s
                FROM %s r
                WHERE r.is_deleted = FALSE;
                """.formatted(
                table.viewName(), visible(table).map(it -> "    r." + it).collect(joining(",\n")), table.name());
    }

    static String childView(Table table, Table root, List<String> rootKey) {
        return """
                CREATE OR REPLACE VIEW %s AS
                SELECT
                %s
                FROM %s c
                JOIN %s r ON %s
                WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
                """.formatted(
                table.viewName(),
                visible(table).flatMap(Sql::withParentVersion).collect(joining(",\n")),
                table.name(),
                root.name(),
                rootKey.stream().map(it -> "r.%s = c.%s".formatted(it, it)).collect(joining(" AND ")));
    }

    private static Stream<String> withParentVersion(String column) {
        var own = "    c." + column;
        return column.equals(Lineage.VERSION.name())
                ? Stream.of(own, "    r.record_version AS parent_version")
                : Stream.of(own);
    }

    private static Stream<String> visible(Table table) {
        return table.columns().stream()
                .filter(it -> !it.equals(Lineage.DELETED))
                .map(Column::name);
    }

    private static String definition(Column column) {
        var definition =
                "    %s %s %s".formatted(column.name(), column.type().sql(), column.required() ? "NOT NULL" : "NULL");
        return column.equals(Lineage.LOADED) ? definition + " DEFAULT CURRENT_TIMESTAMP" : definition;
    }

    private Sql() {}
}

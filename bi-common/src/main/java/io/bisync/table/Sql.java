package io.bisync.table;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements of one table. Views use only what StarRocks and PostgreSQL both know. */
final class Sql {

    static String createTable(
            Table table, List<String> hash, int buckets, String colocationGroup, @Nullable Comments comments) {
        return """
                CREATE TABLE IF NOT EXISTS %s (
                %s
                )
                PRIMARY KEY (%s)%s
                DISTRIBUTED BY HASH (%s) BUCKETS %d
                PROPERTIES ("colocate_with" = "%s");
                """.formatted(
                table.name(),
                table.columns().stream()
                        .map(it -> definition(it) + (comments == null ? "" : comment(comments.of(table, it))))
                        .collect(joining(",\n")),
                String.join(", ", table.key()),
                comments == null ? "" : "\n" + comment(comments.of(table)).strip(),
                String.join(", ", hash),
                buckets,
                colocationGroup);
    }

    static String rootView(Table table, String comment) {
        return """
                CREATE OR REPLACE VIEW %s%s AS
                SELECT
                %s
                FROM %s r
                WHERE r.is_deleted = FALSE;
                """.formatted(
                        table.viewName(),
                        comment,
                        visible(table).map(it -> "    r." + it).collect(joining(",\n")),
                        table.name());
    }

    static String childView(Table table, Table root, List<String> rootKey, String comment) {
        return """
                CREATE OR REPLACE VIEW %s%s AS
                SELECT
                %s
                FROM %s c
                JOIN %s r ON %s
                WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
                """.formatted(
                table.viewName(),
                comment,
                visible(table).flatMap(Sql::withParentVersion).collect(joining(",\n")),
                table.name(),
                root.name(),
                rootKey.stream().map(it -> "r.%s = c.%s".formatted(it, it)).collect(joining(" AND ")));
    }

    /** With a space before it. */
    static String comment(String text) {
        if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("A comment can hold neither \" nor \\: " + text);
        }
        return " COMMENT \"" + text + "\"";
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

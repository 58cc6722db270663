package io.bisync.local.starrocks.sql;

import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.table.Table;
import io.bisync.local.starrocks.table.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code SHOW TABLES}, {@code SHOW DATABASES} and {@code DESC}: what the schema knows without PostgreSQL. */
final class ShowStatements {

    /** The answer to a SHOW: every value is text. */
    record Shown(List<String> columns, List<List<@Nullable String>> rows) {}

    private static final Pattern TABLES =
            Pattern.compile("(?i)SHOW\\s+TABLES(?:\\s+FROM\\s+`?(\\w+)`?)?(?:\\s+LIKE\\s+['\"]([^'\"]*)['\"])?");
    private static final Pattern DATABASES = Pattern.compile("(?i)SHOW\\s+DATABASES");
    private static final Pattern DESCRIBE = Pattern.compile("(?i)DESC(?:RIBE)?\\s+(?:`?(\\w+)`?\\.)?`?(\\w+)`?");

    private final Schema schema;

    ShowStatements(Schema schema) {
        this.schema = schema;
    }

    Shown run(@Nullable String database, String statement) {
        var sql = statement.strip();
        var tables = TABLES.matcher(sql);
        if (tables.matches()) {
            return tables(tables.group(1) == null ? database : tables.group(1), tables.group(2));
        }
        if (DATABASES.matcher(sql).matches()) {
            return new Shown(
                    List.of("Database"),
                    schema.databases().stream()
                            .sorted()
                            .map(ShowStatements::row)
                            .toList());
        }
        var describe = DESCRIBE.matcher(sql);
        if (describe.matches()) {
            return describe(describe.group(1) == null ? database : describe.group(1), describe.group(2));
        }
        throw new SqlRefusedException(500, "The stand-in does not implement: " + Tokens.beginning(sql));
    }

    private Shown tables(@Nullable String database, @Nullable String like) {
        var name = existing(database);
        var pattern = Pattern.compile(
                like == null
                        ? ".*"
                        : Pattern.quote(like).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q"));
        var names = schema.tableAndViewNames(name).stream()
                .filter(table -> pattern.matcher(table).matches())
                .map(ShowStatements::row)
                .toList();
        return new Shown(List.of("Tables_in_" + name), names);
    }

    private static List<@Nullable String> row(String value) {
        var row = new ArrayList<@Nullable String>();
        row.add(value);
        return row;
    }

    private Shown describe(@Nullable String database, String tableName) {
        var name = existing(database);
        var table = schema.table(name, tableName);
        if (table == null) {
            throw new SqlRefusedException(500, "Unknown table '%s.%s'".formatted(name, tableName));
        }
        return new Shown(
                List.of("Field", "Type", "Null", "Key", "Default", "Extra"),
                table.columns().stream().map(column -> described(table, column)).toList());
    }

    private static List<@Nullable String> described(Table table, Column column) {
        var row = new ArrayList<@Nullable String>();
        row.add(column.name());
        row.add(column.type().describedName());
        row.add(column.nullable() ? "YES" : "NO");
        row.add(Boolean.toString(table.isKey(column)));
        row.add(column.defaultSql());
        row.add("");
        return row;
    }

    private String existing(@Nullable String database) {
        if (database == null) {
            throw new SqlRefusedException(500, "No database selected");
        }
        if (!schema.hasDatabase(database)) {
            throw new SqlRefusedException(500, "Unknown database '%s'".formatted(database));
        }
        return database;
    }
}

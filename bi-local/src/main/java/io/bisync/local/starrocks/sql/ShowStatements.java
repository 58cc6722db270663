package io.bisync.local.starrocks.sql;

import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.table.Table;
import io.bisync.local.starrocks.table.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final Pattern FRONTEND_CONFIG =
            Pattern.compile("(?i)ADMIN\\s+SHOW\\s+FRONTEND\\s+CONFIG(?:\\s+LIKE\\s+['\"]([^'\"]*)['\"])?");

    private final Schema schema;
    private final Map<String, Integer> frontendConfig;

    ShowStatements(Schema schema, Map<String, Integer> frontendConfig) {
        this.schema = schema;
        this.frontendConfig = frontendConfig;
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
        var config = FRONTEND_CONFIG.matcher(sql);
        if (config.matches()) {
            return config(like(config.group(1)));
        }
        throw new SqlRefusedException(500, "The stand-in does not implement: " + Tokens.beginning(sql));
    }

    private Shown tables(@Nullable String database, @Nullable String like) {
        var name = existing(database);
        var pattern = like(like);
        var names = schema.tableAndViewNames(name).stream()
                .filter(table -> pattern.matcher(table).matches())
                .map(ShowStatements::row)
                .toList();
        return new Shown(List.of("Tables_in_" + name), names);
    }

    private static Pattern like(@Nullable String like) {
        return Pattern.compile(
                like == null
                        ? ".*"
                        : Pattern.quote(like).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q"));
    }

    private Shown config(Pattern pattern) {
        var rows = new ArrayList<List<@Nullable String>>();
        frontendConfig.forEach((key, value) -> {
            if (pattern.matcher(key).matches()) {
                rows.add(List.of(key, "[]", Integer.toString(value), "int", "true", ""));
            }
        });
        return new Shown(List.of("Key", "AliasNames", "Value", "Type", "IsMutable", "Comment"), rows);
    }

    /** {@code ADMIN SHOW} is a SHOW to StarRocks; every other ADMIN statement is refused. */
    static boolean isAdminShow(String statement) {
        return statement.strip().matches("(?is)ADMIN\\s+SHOW\\s.*");
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

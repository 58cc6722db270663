package io.bisync.local.starrocks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements of {@code deploy/starrocks}; what it does not know, it refuses. */
final class StatementParser {

    private static final Set<String> PROPERTIES = Set.of(
            "colocate_with",
            "replication_num",
            "enable_persistent_index",
            "persistent_index_type",
            "compression",
            "storage_medium",
            "bucket_size");
    private static final int STRING_LENGTH = 65533;
    private static final int LONGEST_VARCHAR = 1048576;

    private final TokenReader tokens;
    private final String defaultDatabase;

    private StatementParser(String sql, String defaultDatabase) {
        this.tokens = new TokenReader(sql);
        this.defaultDatabase = defaultDatabase;
    }

    static Statement parse(String sql, String defaultDatabase) {
        return new StatementParser(sql, defaultDatabase).statement();
    }

    private Statement statement() {
        if (tokens.accept("CREATE")) {
            if (tokens.accept("DATABASE")) {
                tokens.accept("IF", "NOT", "EXISTS");
                var database = new Statement.CreateDatabase(tokens.name());
                tokens.end();
                return database;
            }
            if (tokens.accept("TABLE")) {
                return table();
            }
            if (tokens.accept("OR", "REPLACE", "VIEW")) {
                return view(Statement.Existing.REPLACED);
            }
            if (tokens.accept("VIEW")) {
                return view(
                        tokens.accept("IF", "NOT", "EXISTS") ? Statement.Existing.KEPT : Statement.Existing.REFUSED);
            }
        } else if (tokens.accept("ALTER", "TABLE")) {
            return alterTable();
        }
        throw tokens.refused("the statement");
    }

    private Statement table() {
        if (!tokens.accept("IF", "NOT", "EXISTS")) {
            throw tokens.refused("CREATE TABLE without IF NOT EXISTS");
        }
        var name = qualifiedName();
        tokens.expect("(");
        var columns = new ArrayList<Column>();
        do {
            columns.add(column());
        } while (tokens.accept(","));
        tokens.expect(")");
        if (tokens.accept("ENGINE")) {
            tokens.expect("=");
            tokens.expect("OLAP");
        }
        if (!tokens.accept("PRIMARY", "KEY")) {
            throw tokens.refused("a table that is no primary key table");
        }
        var key = names();
        var comment = tokens.accept("COMMENT") ? tokens.text() : "";
        if (!tokens.accept("DISTRIBUTED", "BY", "HASH")) {
            throw tokens.refused("a table without DISTRIBUTED BY HASH");
        }
        var hash = names();
        if (tokens.accept("BUCKETS")) {
            tokens.number();
        }
        if (tokens.accept("ORDER", "BY")) {
            names();
        }
        properties();
        tokens.end();
        var table = new Table(name.database(), name.name(), withNotNullKeys(columns, key), key, comment);
        check(table, hash);
        return new Statement.CreateTable(table);
    }

    private static List<Column> withNotNullKeys(List<Column> columns, List<String> key) {
        return columns.stream()
                .map(column -> key.contains(column.name())
                        ? new Column(column.name(), column.type(), false, column.defaultSql(), column.comment())
                        : column)
                .toList();
    }

    private void check(Table table, List<String> hash) {
        if (!table.key().containsAll(hash)) {
            throw new RefusedException(
                    "The distribution column of a primary key table must be one of its key: " + hash);
        }
        for (var i = 0; i < table.key().size(); i++) {
            // StarRocks wants the key columns first, in the order of the key.
            if (i >= table.columns().size()
                    || !table.columns().get(i).name().equals(table.key().get(i))) {
                throw new RefusedException("Key columns must be the first few columns of the schema: " + table.key());
            }
        }
        if (table.columns().stream().map(Column::name).distinct().count()
                != table.columns().size()) {
            throw new RefusedException("Duplicate column name in " + table.name());
        }
        for (var column : table.columns()) {
            switch (column.type().kind()) {
                case JSON, FLOAT, DOUBLE, DECIMAL -> {
                    if (table.isKey(column)) {
                        throw new RefusedException("The column %s cannot be part of a primary key: %s"
                                .formatted(column.name(), column.type().describedName()));
                    }
                }
                case TINYINT, SMALLINT, INT, BIGINT, BOOLEAN, DATE, DATETIME, CHAR, VARCHAR -> {}
            }
        }
    }

    private Column column() {
        var name = tokens.name();
        var type = type();
        var nullable = true;
        String defaultSql = null;
        var comment = "";
        while (true) {
            if (tokens.accept("NOT", "NULL")) {
                nullable = false;
            } else if (tokens.accept("NULL")) {
                nullable = true;
            } else if (tokens.accept("DEFAULT")) {
                defaultSql = defaultOf();
            } else if (tokens.accept("COMMENT")) {
                comment = tokens.text();
            } else {
                return new Column(name, type, nullable, defaultSql, comment);
            }
        }
    }

    private @Nullable String defaultOf() {
        if (tokens.accept("NULL")) {
            return null;
        }
        if (tokens.accept("CURRENT_TIMESTAMP")) {
            return Column.CURRENT_TIMESTAMP;
        }
        return "'" + tokens.text().replace("'", "''") + "'";
    }

    private ColumnType type() {
        var word = tokens.word().toUpperCase(Locale.ROOT);
        return switch (word) {
            case "TINYINT" -> ColumnType.of(ColumnType.Kind.TINYINT);
            case "SMALLINT" -> ColumnType.of(ColumnType.Kind.SMALLINT);
            case "INT" -> ColumnType.of(ColumnType.Kind.INT);
            case "BIGINT" -> ColumnType.of(ColumnType.Kind.BIGINT);
            case "FLOAT" -> ColumnType.of(ColumnType.Kind.FLOAT);
            case "DOUBLE" -> ColumnType.of(ColumnType.Kind.DOUBLE);
            case "BOOLEAN" -> ColumnType.of(ColumnType.Kind.BOOLEAN);
            case "DATE" -> ColumnType.of(ColumnType.Kind.DATE);
            case "DATETIME" -> ColumnType.of(ColumnType.Kind.DATETIME);
            case "JSON" -> ColumnType.of(ColumnType.Kind.JSON);
            case "STRING" -> ColumnType.text(ColumnType.Kind.VARCHAR, STRING_LENGTH);
            case "VARCHAR" -> ColumnType.text(ColumnType.Kind.VARCHAR, length(LONGEST_VARCHAR));
            case "CHAR" -> ColumnType.text(ColumnType.Kind.CHAR, length(255));
            case "DECIMAL" -> decimal();
            default -> throw tokens.refused("the type " + word);
        };
    }

    private int length(int longest) {
        if (!tokens.accept("(")) {
            return 1;
        }
        var length = tokens.number();
        tokens.expect(")");
        if (length < 1 || length > longest) {
            throw tokens.refused("a length of " + length);
        }
        return length;
    }

    private ColumnType decimal() {
        if (!tokens.accept("(")) {
            return ColumnType.decimal(10, 0);
        }
        var precision = tokens.number();
        var scale = tokens.accept(",") ? tokens.number() : 0;
        tokens.expect(")");
        return ColumnType.decimal(precision, scale);
    }

    private void properties() {
        if (!tokens.accept("PROPERTIES")) {
            return;
        }
        tokens.expect("(");
        do {
            var property = tokens.text();
            if (!PROPERTIES.contains(property)) {
                throw tokens.refused("the property " + property);
            }
            tokens.expect("=");
            tokens.text();
        } while (tokens.accept(","));
        tokens.expect(")");
    }

    private Statement view(Statement.Existing existing) {
        var name = qualifiedName();
        if (tokens.accept("COMMENT")) {
            tokens.text();
        }
        if (!tokens.accept("AS")) {
            throw tokens.refused("a view with a list of columns");
        }
        if (!(tokens.peek("SELECT") || tokens.peek("WITH"))) {
            throw tokens.refused("a view that is no SELECT");
        }
        var query = PostgresSql.of(tokens.rest());
        return new Statement.CreateView(name.database(), name.name(), query, existing);
    }

    private Statement alterTable() {
        var name = qualifiedName();
        var verb = tokens.peek("MODIFY") ? "MODIFY" : "ADD";
        var columns = new ArrayList<Column>();
        do {
            if (!tokens.accept(verb, "COLUMN")) {
                throw tokens.refused("an ALTER TABLE that is neither ADD COLUMN nor MODIFY COLUMN, or is both");
            }
            columns.add(column());
        } while (tokens.accept(","));
        tokens.end();
        return verb.equals("ADD")
                ? new Statement.AddColumns(name.database(), name.name(), List.copyOf(columns))
                : new Statement.ModifyColumns(name.database(), name.name(), List.copyOf(columns));
    }

    private record QualifiedName(String database, String name) {}

    private QualifiedName qualifiedName() {
        var first = tokens.name();
        return tokens.accept(".") ? new QualifiedName(first, tokens.name()) : new QualifiedName(defaultDatabase, first);
    }

    private List<String> names() {
        tokens.expect("(");
        var names = new ArrayList<String>();
        do {
            names.add(tokens.name());
        } while (tokens.accept(","));
        tokens.expect(")");
        return names;
    }
}

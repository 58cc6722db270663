package io.bisync.local.starrocks.table;

import io.bisync.local.starrocks.table.Tokens.Kind;
import io.bisync.local.starrocks.table.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of {@code deploy/starrocks}; what it does not know, it refuses.
 * One file of more than 300 lines: every method reads one piece of the grammar from the same position.
 */
final class StatementParser {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
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

    private final String sql;
    private final List<Token> tokens;
    private final String defaultDatabase;
    private int at;

    private StatementParser(String sql, String defaultDatabase) {
        this.sql = sql;
        this.tokens = Tokens.of(sql);
        this.defaultDatabase = defaultDatabase;
    }

    static Statement parse(String sql, String defaultDatabase) {
        return new StatementParser(sql, defaultDatabase).statement();
    }

    private Statement statement() {
        if (accept("CREATE")) {
            if (accept("DATABASE")) {
                accept("IF", "NOT", "EXISTS");
                var database = new Statement.CreateDatabase(name());
                end();
                return database;
            }
            if (accept("TABLE")) {
                return table();
            }
            if (accept("OR", "REPLACE", "VIEW")) {
                return view(Statement.Existing.REPLACED);
            }
            if (accept("VIEW")) {
                return view(accept("IF", "NOT", "EXISTS") ? Statement.Existing.KEPT : Statement.Existing.REFUSED);
            }
        } else if (accept("ALTER", "TABLE")) {
            return alterTable();
        }
        throw refused("the statement");
    }

    private Statement table() {
        if (!accept("IF", "NOT", "EXISTS")) {
            throw refused("CREATE TABLE without IF NOT EXISTS");
        }
        var name = qualifiedName();
        expect("(");
        var columns = new ArrayList<Column>();
        do {
            columns.add(column());
        } while (accept(","));
        expect(")");
        if (accept("ENGINE")) {
            expect("=");
            expect("OLAP");
        }
        if (!accept("PRIMARY", "KEY")) {
            throw refused("a table that is no primary key table");
        }
        var key = names();
        var comment = accept("COMMENT") ? text() : "";
        if (!accept("DISTRIBUTED", "BY", "HASH")) {
            throw refused("a table without DISTRIBUTED BY HASH");
        }
        var hash = names();
        if (accept("BUCKETS")) {
            number();
        }
        if (accept("ORDER", "BY")) {
            names();
        }
        properties();
        end();
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
        var name = name();
        var type = type();
        var nullable = true;
        String defaultSql = null;
        var comment = "";
        while (true) {
            if (accept("NOT", "NULL")) {
                nullable = false;
            } else if (accept("NULL")) {
                nullable = true;
            } else if (accept("DEFAULT")) {
                defaultSql = defaultOf();
            } else if (accept("COMMENT")) {
                comment = text();
            } else {
                return new Column(name, type, nullable, defaultSql, comment);
            }
        }
    }

    private @Nullable String defaultOf() {
        if (accept("NULL")) {
            return null;
        }
        if (accept("CURRENT_TIMESTAMP")) {
            return Column.CURRENT_TIMESTAMP;
        }
        return "'" + text().replace("'", "''") + "'";
    }

    private ColumnType type() {
        var word = next(Kind.WORD).text().toUpperCase(Locale.ROOT);
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
            default -> throw refused("the type " + word);
        };
    }

    private int length(int longest) {
        if (!accept("(")) {
            return 1;
        }
        var length = number();
        expect(")");
        if (length < 1 || length > longest) {
            throw refused("a length of " + length);
        }
        return length;
    }

    private ColumnType decimal() {
        if (!accept("(")) {
            return ColumnType.decimal(10, 0);
        }
        var precision = number();
        var scale = accept(",") ? number() : 0;
        expect(")");
        return ColumnType.decimal(precision, scale);
    }

    private void properties() {
        if (!accept("PROPERTIES")) {
            return;
        }
        expect("(");
        do {
            var property = text();
            if (!PROPERTIES.contains(property)) {
                throw refused("the property " + property);
            }
            expect("=");
            text();
        } while (accept(","));
        expect(")");
    }

    private Statement view(Statement.Existing existing) {
        var name = qualifiedName();
        if (accept("COMMENT")) {
            text();
        }
        if (!accept("AS")) {
            throw refused("a view with a list of columns");
        }
        if (at >= tokens.size() || !(peek("SELECT") || peek("WITH"))) {
            throw refused("a view that is no SELECT");
        }
        var query = PostgresSql.of(sql.substring(tokens.get(at).start()));
        return new Statement.CreateView(name.database(), name.name(), query, existing);
    }

    private Statement alterTable() {
        var name = qualifiedName();
        var verb = peek("MODIFY") ? "MODIFY" : "ADD";
        var columns = new ArrayList<Column>();
        do {
            if (!accept(verb, "COLUMN")) {
                throw refused("an ALTER TABLE that is neither ADD COLUMN nor MODIFY COLUMN, or is both");
            }
            columns.add(column());
        } while (accept(","));
        end();
        return verb.equals("ADD")
                ? new Statement.AddColumns(name.database(), name.name(), List.copyOf(columns))
                : new Statement.ModifyColumns(name.database(), name.name(), List.copyOf(columns));
    }

    private record QualifiedName(String database, String name) {}

    private QualifiedName qualifiedName() {
        var first = name();
        return accept(".") ? new QualifiedName(first, name()) : new QualifiedName(defaultDatabase, first);
    }

    private List<String> names() {
        expect("(");
        var names = new ArrayList<String>();
        do {
            names.add(name());
        } while (accept(","));
        expect(")");
        return names;
    }

    private String name() {
        if (at < tokens.size()
                && (tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.QUOTED_NAME)) {
            var name = tokens.get(at++).text();
            if (NAME.matcher(name).matches()) {
                return name;
            }
            throw refused("the name '%s' (lower case letters, digits and _ only)".formatted(name));
        }
        throw refused("something that is no name");
    }

    private String text() {
        return next(Kind.TEXT).text();
    }

    private int number() {
        try {
            return Integer.parseInt(next(Kind.NUMBER).text());
        } catch (NumberFormatException e) {
            throw refused("a number: " + e.getMessage());
        }
    }

    private Token next(Kind kind) {
        if (at >= tokens.size() || tokens.get(at).kind() != kind) {
            throw refused("what stands where a %s is due".formatted(kind));
        }
        return tokens.get(at++);
    }

    private boolean peek(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean accept(String... words) {
        for (var i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw refused("what stands where '%s' is due".formatted(word));
        }
    }

    private void end() {
        if (at < tokens.size()) {
            throw refused("what follows");
        }
    }

    private RefusedException refused(String what) {
        var near = at < tokens.size()
                ? " at '%s'"
                        .formatted(Tokens.beginning(sql.substring(tokens.get(at).start())))
                : "";
        return new RefusedException(
                "The stand-in does not implement %s%s in: %s".formatted(what, near, Tokens.beginning(sql)));
    }
}

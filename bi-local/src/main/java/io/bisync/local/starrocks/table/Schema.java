package io.bisync.local.starrocks.table;

import io.bisync.local.starrocks.table.Statement.AddColumns;
import io.bisync.local.starrocks.table.Statement.CreateDatabase;
import io.bisync.local.starrocks.table.Statement.CreateTable;
import io.bisync.local.starrocks.table.Statement.CreateView;
import io.bisync.local.starrocks.table.Statement.ModifyColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases and tables there are. Applied statements are kept, so that a restarted stand-in knows them again. */
public final class Schema {

    /** The PostgreSQL schema that holds the stand-in's own tables. */
    public static final String OWN = "stand_in";

    private final DataSource dataSource;
    private final String defaultDatabase;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final Set<ViewName> views = ConcurrentHashMap.newKeySet();

    private record ViewName(String database, String name) {}

    private Schema(DataSource dataSource, String defaultDatabase) {
        this.dataSource = dataSource;
        this.defaultDatabase = defaultDatabase;
    }

    /** Opens what an earlier stand-in left in the PostgreSQL database, or starts with one empty database. */
    public static Schema open(DataSource dataSource, String defaultDatabase) throws SQLException {
        var schema = new Schema(dataSource, defaultDatabase);
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(InformationSchema.CREATE);
            var earlier = new ArrayList<String>();
            try (var rows = statement.executeQuery("SELECT sql FROM stand_in.statement ORDER BY number")) {
                while (rows.next()) {
                    earlier.add(rows.getString(1));
                }
            }
            earlier.forEach(sql -> schema.remember(StatementParser.parse(sql, defaultDatabase)));
        }
        schema.apply("CREATE DATABASE IF NOT EXISTS " + defaultDatabase);
        return schema;
    }

    public String defaultDatabase() {
        return defaultDatabase;
    }

    public boolean hasDatabase(String name) {
        return databases.contains(name);
    }

    public @Nullable Table table(String database, String name) {
        return tables.get(database + "." + name);
    }

    public Set<String> databases() {
        return Set.copyOf(databases);
    }

    /** The tables and views of a database, sorted. */
    public List<String> tableAndViewNames(String database) {
        return Stream.concat(
                        tables.values().stream()
                                .filter(table -> table.database().equals(database))
                                .map(Table::name),
                        views.stream()
                                .filter(view -> view.database().equals(database))
                                .map(ViewName::name))
                .sorted()
                .toList();
    }

    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** Applies the statements of a file one by one; the first that is refused stops it with an exception. */
    public synchronized void apply(String file) {
        for (var sql : Tokens.statements(file)) {
            var statement = StatementParser.parse(sql, defaultDatabase);
            try (var connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                if (execute(connection, statement)) {
                    remember(statement);
                    InformationSchema.refresh(connection, tables());
                    try (var insert = connection.prepareStatement("INSERT INTO stand_in.statement(sql) VALUES (?)")) {
                        insert.setString(1, sql);
                        insert.executeUpdate();
                    }
                }
                connection.commit();
            } catch (SQLException e) {
                throw new RefusedException("%s in: %s".formatted(e.getMessage(), Tokens.beginning(sql)));
            }
        }
    }

    private boolean execute(Connection connection, Statement statement) throws SQLException {
        return switch (statement) {
            case CreateDatabase(var name) -> {
                run(connection, "CREATE SCHEMA IF NOT EXISTS \"%s\"".formatted(name));
                yield !databases.contains(name);
            }
            case CreateTable(var table) -> {
                requireDatabase(table.database());
                var isNew = table(table.database(), table.name()) == null;
                if (isNew) {
                    run(connection, createTable(table));
                }
                yield isNew;
            }
            case CreateView view -> create(connection, view);
            case AddColumns(var database, var name, var columns) -> {
                var table = requireTable(database, name);
                for (var column : columns) {
                    if (table.column(column.name()) != null) {
                        throw new RefusedException("Can not add column which already exists: " + column.name());
                    }
                    if (!column.hasDefault()) {
                        throw new RefusedException("A column that is added needs NULL or a default: " + column.name());
                    }
                    run(connection, "ALTER TABLE %s ADD COLUMN %s".formatted(table.quoted(), definition(column)));
                }
                yield true;
            }
            case ModifyColumns(var database, var name, var columns) -> {
                var table = requireTable(database, name);
                for (var column : columns) {
                    table.checkModified(column);
                    if (column.nullable()) {
                        run(
                                connection,
                                "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL"
                                        .formatted(table.quoted(), column.quoted()));
                    }
                }
                yield true;
            }
        };
    }

    private boolean create(Connection connection, CreateView view) throws SQLException {
        requireDatabase(view.database());
        var name = "\"%s\".\"%s\"".formatted(view.database(), view.name());
        var exists = false;
        try (var query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, name);
            try (var row = query.executeQuery()) {
                row.next();
                exists = row.getBoolean(1);
            }
        }
        switch (view.existing()) {
            case KEPT -> {
                if (exists) {
                    return false;
                }
            }
            case REFUSED -> {
                if (exists) {
                    throw new RefusedException("Table '%s' already exists".formatted(view.name()));
                }
            }
            case REPLACED -> run(connection, "DROP VIEW IF EXISTS %s CASCADE".formatted(name));
        }
        run(connection, "SET LOCAL search_path = stand_in, pg_catalog, \"%s\"".formatted(view.database()));
        run(connection, "CREATE VIEW %s AS %s".formatted(name, view.query()));
        return true;
    }

    private void remember(Statement statement) {
        switch (statement) {
            case CreateDatabase(var name) -> databases.add(name);
            case CreateTable(var table) -> tables.putIfAbsent(table.database() + "." + table.name(), table);
            case CreateView view -> views.add(new ViewName(view.database(), view.name()));
            case AddColumns(var database, var name, var columns) ->
                tables.computeIfPresent(database + "." + name, (_, table) -> {
                    for (var column : columns) {
                        table = table.withColumn(column);
                    }
                    return table;
                });
            case ModifyColumns(var database, var name, var columns) ->
                tables.computeIfPresent(database + "." + name, (_, table) -> {
                    for (var column : columns) {
                        table = table.withModified(column);
                    }
                    return table;
                });
        }
    }

    private Table requireTable(String database, String name) {
        var table = table(database, name);
        if (table == null) {
            throw new RefusedException("Unknown table '%s.%s'".formatted(database, name));
        }
        return table;
    }

    private void requireDatabase(String name) {
        if (!databases.contains(name)) {
            throw new RefusedException("Unknown database '%s'".formatted(name));
        }
    }

    private static String createTable(Table table) {
        var columns = table.columns().stream().map(Schema::definition).collect(Collectors.joining(", "));
        var key = table.key().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return "CREATE TABLE %s (%s, PRIMARY KEY (%s))".formatted(table.quoted(), columns, key);
    }

    private static String definition(Column column) {
        var definition = new StringBuilder(column.quoted()).append(' ').append(column.postgresType());
        if (!column.nullable()) {
            definition.append(" NOT NULL");
        }
        if (column.defaultSql() != null) {
            definition.append(" DEFAULT ").append(column.defaultSql());
        }
        return definition.toString();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

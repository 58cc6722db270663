package io.bisync.local.starrocks.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;

/** The part of {@code information_schema} that services compare their declarations with, kept as tables of our own. */
final class InformationSchema {

    static final String CREATE = """
            CREATE SCHEMA IF NOT EXISTS stand_in;
            CREATE TABLE IF NOT EXISTS stand_in.statement (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sql text NOT NULL);
            CREATE TABLE IF NOT EXISTS stand_in.tables (
                table_catalog text, table_schema text, table_name text, table_type text, engine text, table_comment text);
            CREATE TABLE IF NOT EXISTS stand_in.tables_config (
                table_schema text, table_name text, table_engine text, table_model text, primary_key text);
            CREATE TABLE IF NOT EXISTS stand_in.columns (
                table_catalog text, table_schema text, table_name text, column_name text, ordinal_position bigint,
                column_default text, is_nullable text, data_type text, character_maximum_length bigint,
                numeric_precision bigint, numeric_scale bigint, column_type text, column_key text, extra text,
                column_comment text);
            CREATE OR REPLACE FUNCTION stand_in.datediff(timestamptz, timestamp) RETURNS integer LANGUAGE sql STABLE
                AS 'SELECT (($1 AT TIME ZONE ''Asia/Shanghai'')::date - $2::date)';
            CREATE OR REPLACE AGGREGATE stand_in.sum(bigint) (sfunc = int8pl, stype = bigint);
            """;

    private InformationSchema() {}

    static void refresh(Connection connection, List<Table> tables) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "DELETE FROM stand_in.tables; DELETE FROM stand_in.tables_config; DELETE FROM stand_in.columns");
        }
        for (var table : tables) {
            try (var insert = connection.prepareStatement(
                    "INSERT INTO stand_in.tables VALUES ('def', ?, ?, 'BASE TABLE', 'StarRocks', ?)")) {
                insert.setString(1, table.database());
                insert.setString(2, table.name());
                insert.setString(3, table.comment());
                insert.executeUpdate();
            }
            try (var insert = connection.prepareStatement(
                    "INSERT INTO stand_in.tables_config VALUES (?, ?, 'OLAP', 'PRI_KEYS', ?)")) {
                insert.setString(1, table.database());
                insert.setString(2, table.name());
                insert.setString(
                        3,
                        table.columns().stream()
                                .filter(table::isKey)
                                .map(column -> "`" + column.name() + "`")
                                .collect(Collectors.joining(", ")));
                insert.executeUpdate();
            }
            insertColumns(connection, table);
        }
    }

    private static void insertColumns(Connection connection, Table table) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO stand_in.columns VALUES ('def', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)")) {
            for (var i = 0; i < table.columns().size(); i++) {
                var column = table.columns().get(i);
                var type = column.type();
                insert.setString(1, table.database());
                insert.setString(2, table.name());
                insert.setString(3, column.name());
                insert.setLong(4, i + 1L);
                insert.setString(5, column.defaultSql());
                insert.setString(6, column.nullable() ? "YES" : "NO");
                insert.setString(7, type.informationName().replaceAll("\\(.*", ""));
                setOrNull(insert, 8, type.isText(), type.length());
                var isDecimal = type.kind() == ColumnType.Kind.DECIMAL;
                setOrNull(insert, 9, isDecimal, type.precision());
                setOrNull(insert, 10, isDecimal, type.scale());
                insert.setString(11, type.informationName());
                insert.setString(12, table.isKey(column) ? "PRI" : "");
                insert.setString(13, column.comment());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void setOrNull(java.sql.PreparedStatement insert, int index, boolean present, int value)
            throws SQLException {
        if (present) {
            insert.setLong(index, value);
        } else {
            insert.setNull(index, Types.BIGINT);
        }
    }
}

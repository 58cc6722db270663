package io.bisync.local.starrocks.sql;

import io.bisync.local.starrocks.table.PostgresSql;
import io.bisync.local.starrocks.table.RefusedException;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.table.Tokens;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs SELECT through PostgreSQL in a read-only transaction. */
public final class Queries {

    private final DataSource dataSource;
    private final Schema schema;

    public Queries(DataSource dataSource, Schema schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    /** The one statement of a query, without its semicolon. */
    static String single(String query) {
        List<String> statements;
        try {
            statements = Tokens.statements(query);
        } catch (RefusedException e) {
            throw new SqlRefusedException(500, "Getting syntax error: " + e.getMessage());
        }
        if (statements.isEmpty()) {
            throw new SqlRefusedException(400, "\"query can not be empty\"");
        }
        if (statements.size() > 1) {
            throw new SqlRefusedException(400, "http query does not support execute multiple query");
        }
        return statements.getFirst();
    }

    static String firstWord(String statement) {
        return Tokens.of(statement).getFirst().text().toUpperCase(Locale.ROOT);
    }

    /** Runs a SELECT in a database; its rows go to the consumer one by one. */
    public void select(@Nullable String database, String query, RowConsumer consumer) throws IOException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                select(connection, database == null ? schema.defaultDatabase() : database, single(query), consumer);
            } catch (SQLException | RefusedException e) {
                throw new SqlRefusedException(500, String.valueOf(e.getMessage()));
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new SqlRefusedException(500, String.valueOf(e.getMessage()));
        }
    }

    private static void select(Connection connection, String database, String query, RowConsumer consumer)
            throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            // Our own sum(bigint) stays a bigint, as StarRocks' does.
            statement.execute("SET LOCAL search_path = stand_in, pg_catalog, \"%s\"".formatted(database));
            statement.setFetchSize(1000);
            try (var rows = statement.executeQuery(PostgresSql.of(query))) {
                var columns = columns(rows);
                consumer.columns(columns);
                while (rows.next()) {
                    var values = new ArrayList<@Nullable Object>(columns.size());
                    for (var i = 1; i <= columns.size(); i++) {
                        values.add(value(rows, i, columns.get(i - 1).type()));
                    }
                    consumer.row(values);
                }
            }
        }
    }

    private static List<ResultColumn> columns(ResultSet rows) throws SQLException {
        var meta = rows.getMetaData();
        var columns = new ArrayList<ResultColumn>();
        for (var i = 1; i <= meta.getColumnCount(); i++) {
            // With the widths that MySQL shows: so the documentation's examples have them.
            var type = switch (meta.getColumnType(i)) {
                case Types.BIT, Types.BOOLEAN -> "boolean";
                case Types.SMALLINT -> "smallint(6)";
                case Types.INTEGER -> "int(11)";
                case Types.BIGINT -> "bigint(20)";
                case Types.REAL -> "float";
                case Types.DOUBLE -> "double";
                case Types.DATE -> "date";
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "datetime";
                case Types.NUMERIC -> decimal(meta.getPrecision(i), meta.getScale(i));
                default -> meta.getColumnTypeName(i).startsWith("json") ? "json" : "varchar";
            };
            columns.add(new ResultColumn(meta.getColumnLabel(i), type));
        }
        return List.copyOf(columns);
    }

    /** What is computed has all the digits that there are. */
    private static String decimal(int precision, int scale) {
        if (precision == 0) {
            return "decimal128(38, 9)";
        }
        var bits = precision <= 9 ? 32 : precision <= 18 ? 64 : 128;
        return "decimal%d(%d, %d)".formatted(bits, precision, scale);
    }

    private static @Nullable Object value(ResultSet rows, int index, String type) throws SQLException {
        var text = rows.getString(index);
        if (text == null) {
            return null;
        }
        return switch (type) {
            case "boolean" -> rows.getBoolean(index);
            case "smallint(6)", "int(11)", "bigint(20)" -> rows.getLong(index);
            case "float", "double" -> rows.getDouble(index);
            case "json" -> new RawJson(text);
            case "datetime" -> withFullFraction(text);
            default -> text;
        };
    }

    // StarRocks writes six digits of a second or none.
    private static String withFullFraction(String text) {
        var dot = text.indexOf('.');
        return dot < 0 ? text : (text + "000000").substring(0, dot + 7);
    }
}

package io.bisync.local.starrocks.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Visible loads as PostgreSQL keeps them, written in the same transaction as their rows. */
public final class LoadHistory {

    private LoadHistory() {}

    public static List<Load> open(DataSource dataSource) throws SQLException {
        var loads = new ArrayList<Load>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS stand_in.load (
                        transaction bigint PRIMARY KEY, database text, label text, table_name text,
                        received bigint, loaded bigint, filtered bigint, inserted bigint, overwritten bigint,
                        refused bigint, bytes bigint, started bigint, finished bigint)""");
            try (var rows = statement.executeQuery("SELECT * FROM stand_in.load ORDER BY transaction")) {
                while (rows.next()) {
                    loads.add(new Load(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            LoadState.VISIBLE,
                            "",
                            rows.getLong(5),
                            rows.getLong(6),
                            rows.getLong(7),
                            rows.getLong(8),
                            rows.getLong(9),
                            rows.getLong(10),
                            rows.getLong(11),
                            rows.getLong(12),
                            rows.getLong(13)));
                }
            }
        }
        return loads;
    }

    /** Whether a load's rows are there: what became of a COMMIT that nobody answered. */
    public static boolean holds(DataSource dataSource, long transaction) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("SELECT 1 FROM stand_in.load WHERE transaction = ?")) {
            select.setLong(1, transaction);
            try (var found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    static void remove(DataSource dataSource, List<Long> transactions) throws SQLException {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement("DELETE FROM stand_in.load WHERE transaction = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", transactions.toArray()));
            delete.executeUpdate();
        }
    }

    public static void add(Connection connection, Load load, Applied applied, long finishedMillis) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO stand_in.load VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, load.transaction());
            insert.setString(2, load.database());
            insert.setString(3, load.label());
            insert.setString(4, load.table());
            insert.setLong(5, load.rowsReceived());
            insert.setLong(6, applied.rows());
            insert.setLong(7, load.rowsFiltered());
            insert.setLong(8, applied.inserted());
            insert.setLong(9, applied.overwritten());
            insert.setLong(10, applied.refused());
            insert.setLong(11, load.bytes());
            insert.setLong(12, load.startedMillis());
            insert.setLong(13, finishedMillis);
            insert.executeUpdate();
        }
    }
}

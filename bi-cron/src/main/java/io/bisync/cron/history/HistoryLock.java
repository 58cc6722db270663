package io.bisync.cron.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * One process at a time works on one history. PostgreSQL holds the lock for as long as the connection lives, so a
 * killed process frees it at once and its successor knows that nobody else is running.
 */
final class HistoryLock implements AutoCloseable {

    private final Connection connection;

    private HistoryLock(Connection connection) {
        this.connection = connection;
    }

    /** Empty when another process holds the lock of this history. */
    static Optional<HistoryLock> tryAcquire(DataSource dataSource, HistoryRequest request) {
        try {
            Connection connection = dataSource.getConnection();
            if (acquired(connection, "history " + request)) {
                return Optional.of(new HistoryLock(connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException(
                    "Cannot reach the database for the lock of the history", failure);
        }
    }

    private static boolean acquired(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        // A pooled connection outlives close(): the lock is given back by name of its session.
        try (connection;
                PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
            statement.execute();
        } catch (SQLException failure) {
            throw new DataAccessResourceFailureException("Cannot give back the lock of the history", failure);
        }
    }
}

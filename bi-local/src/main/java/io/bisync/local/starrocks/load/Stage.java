package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.row.CopyRows;
import io.bisync.local.starrocks.row.LoadPlan;
import io.bisync.local.starrocks.table.Column;
import io.bisync.local.starrocks.transaction.Applied;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import io.bisync.local.starrocks.transaction.LoadHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The rows of one load in a temporary table, and the one statement that merges them into the real one. */
final class Stage implements AutoCloseable {

    private final Connection connection;
    private final LoadPlan plan;
    private @Nullable CopyIn copy;
    private long rows;

    Stage(Connection connection, LoadPlan plan) {
        this.connection = connection;
        this.plan = plan;
    }

    void open() throws SQLException {
        connection.setAutoCommit(false);
        var columns = plan.columns().stream()
                .map(column -> column.quoted() + " " + column.postgresType())
                .collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL work_mem = '64MB'");
            statement.execute("CREATE TEMPORARY TABLE stage (%s) ON COMMIT DROP".formatted(columns));
        }
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY stage FROM STDIN");
    }

    void append(CopyRows rows) {
        try {
            if (copy != null && rows.length() > 0) {
                copy.writeToCopy(rows.bytes(), 0, rows.length());
            }
        } catch (SQLException e) {
            throw new LoadFailedException("The stand-in's PostgreSQL: " + e.getMessage());
        }
    }

    /** Ends the rows. */
    void end() throws SQLException {
        if (copy == null) {
            throw new IllegalStateException("The stage is not open");
        }
        rows = copy.endCopy();
        copy = null;
    }

    /** Drops the last rows. */
    void lose(int last) throws SQLException {
        try (var statement = connection.createStatement()) {
            rows -= statement.executeUpdate(
                    "DELETE FROM stage WHERE ctid IN (SELECT ctid FROM stage ORDER BY ctid DESC LIMIT %d)"
                            .formatted(last));
        }
    }

    /** Merges the rows; nothing is visible before the connection commits. */
    Applied merge() throws SQLException {
        try (var statement = connection.createStatement();
                var counts = statement.executeQuery(mergeSql())) {
            counts.next();
            var inserted = counts.getLong(1);
            var overwritten = counts.getLong(2);
            var keys = counts.getLong(3);
            return new Applied(rows, inserted, overwritten, keys - inserted - overwritten, rows - keys);
        }
    }

    /** Makes rows and label durable together. */
    Applied commit(Load load, Applied applied, long finishedMillis) throws SQLException {
        LoadHistory.add(connection, load, applied, finishedMillis);
        connection.commit();
        return applied;
    }

    private String mergeSql() {
        var table = plan.table();
        var names = new ArrayList<>(plan.columns().stream().map(Column::quoted).toList());
        var loaded = String.join(", ", names);
        var values = new ArrayList<>(names);
        plan.defaults().forEach((column, sql) -> {
            names.add(column.quoted());
            values.add(sql);
        });
        // A left-out column without a default becomes NULL: the load writes whole rows.
        for (var column : table.columns()) {
            if (!names.contains(column.quoted())) {
                names.add(column.quoted());
                values.add("NULL");
            }
        }
        var key = table.key().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        var assignments =
                names.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));
        var condition = plan.mergeCondition();
        // With a condition the highest row of a key wins, and of several the last; NULL is lower than any value.
        var order = condition == null ? "" : "%s DESC NULLS LAST, ".formatted(condition.quoted());
        var guard = condition == null
                ? ""
                : "WHERE target.%1$s IS NULL OR excluded.%1$s >= target.%1$s".formatted(condition.quoted());
        return """
                WITH newest AS (SELECT DISTINCT ON (%s) %s FROM stage ORDER BY %s, %sctid DESC),
                merged AS (
                    INSERT INTO %s AS target (%s) SELECT %s FROM newest
                    ON CONFLICT (%s) DO UPDATE SET %s %s
                    RETURNING target.xmax = 0 AS inserted)
                SELECT count(*) FILTER (WHERE inserted), count(*) FILTER (WHERE NOT inserted),
                    (SELECT count(*) FROM newest) FROM merged""".formatted(
                        key,
                        loaded,
                        key,
                        order,
                        table.quoted(),
                        String.join(", ", names),
                        String.join(", ", values),
                        key,
                        assignments,
                        guard);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (copy != null && copy.isActive()) {
                copy.cancelCopy();
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}

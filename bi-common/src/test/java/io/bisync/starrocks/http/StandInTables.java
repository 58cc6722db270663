package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.row.TableRows;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables of a StarRocks stand-in of its own, loaded and asked as services do it. */
public final class StandInTables implements AutoCloseable {

    private static final String DATABASE = "starrocks";

    private final LocalPostgres postgres;
    private final StarRocksStandIn standIn;
    private final Exchange exchange;
    private final HttpStreamLoad loads;
    private final StarRocksSql sql;
    private final Connection behind;

    /** @param data a folder for the PostgreSQL behind it */
    public StandInTables(Path data) {
        postgres = LocalPostgres.start(data);
        postgres.createDatabase(DATABASE);
        standIn = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl(DATABASE), postgres.user(), postgres.password()));
        var settings = new StarRocksProperties(
                List.of(standIn.frontend()),
                List.of(standIn.backend().getAuthority()),
                List.of(),
                standIn.database(),
                standIn.username(),
                standIn.password(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
        exchange = new Exchange(settings);
        loads = new HttpStreamLoad(settings, exchange);
        sql = new StarRocksSql(settings, exchange);
        behind = connection();
    }

    private Connection connection() {
        try {
            var connection =
                    DriverManager.getConnection(postgres.jdbcUrl(DATABASE), postgres.user(), postgres.password());
            connection.setSchema(standIn.database());
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What services ask it with. */
    public StarRocksSql sql() {
        return sql;
    }

    /** Applies the text of a file of {@code deploy/starrocks}. */
    public void apply(String ddl) {
        standIn.apply(ddl);
    }

    /** One load of all rows of a table; none where there are none. */
    public void load(TableRows rows) {
        if (rows.rows() == 0) {
            return;
        }
        var label = new LoadLabel("test-" + UUID.randomUUID());
        var table = rows.table();
        assertThat(loads.load(
                        new LoadRequest(label, table.name(), table.columnNames(), "record_version", new Body(rows))))
                .isInstanceOf(LoadOutcome.Committed.class);
    }

    /** Writes behind its back what no load could bring. */
    public void plant(String statement) {
        try (var planting = behind.createStatement()) {
            planting.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a statement. */
    public List<List<@Nullable Object>> query(String statement) {
        return sql.query(statement);
    }

    @Override
    public void close() {
        try {
            behind.close();
            exchange.close();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        standIn.close();
        postgres.close();
    }

    private record Body(TableRows table) implements LoadBody {

        @Override
        public long rows() {
            return table.rows();
        }

        @Override
        public long length() {
            return table.bytes();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            table.writeTo(out);
        }
    }
}

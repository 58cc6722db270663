package io.bisync.local.starrocks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Credentials;
import io.bisync.local.starrocks.http.HttpListener;
import io.bisync.local.starrocks.load.StreamLoad;
import io.bisync.local.starrocks.sql.HttpSql;
import io.bisync.local.starrocks.sql.Queries;
import io.bisync.local.starrocks.sql.ResultColumn;
import io.bisync.local.starrocks.sql.RowConsumer;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.transaction.Counters;
import io.bisync.local.starrocks.transaction.LabelMemory;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadHistory;
import io.bisync.local.starrocks.transaction.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A frontend, a backend and a control address in this process, with one PostgreSQL database behind them. */
public final class StarRocksStandIn implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final StandInSettings settings;
    private final HikariDataSource dataSource;
    private final Schema schema;
    private final Transactions transactions;
    private final StreamLoad streamLoad;
    private final Queries queries;
    private final LabelMemory labels;
    private final Faults faults = new Faults();
    private final TransactionTimer timer;
    private final HttpListener frontend;
    private final HttpListener backend;
    private final HttpListener control;

    private StarRocksStandIn(StandInSettings settings, HikariDataSource dataSource) throws SQLException {
        this.settings = settings;
        this.dataSource = dataSource;
        this.schema = Schema.open(dataSource, settings.database());
        this.transactions = new Transactions(settings.clock(), LoadHistory.open(dataSource));
        this.labels = new LabelMemory(transactions, dataSource, settings.clock(), settings.labelsKept());
        this.timer = new TransactionTimer(transactions);
        var credentials = new Credentials(settings.username(), settings.password());
        this.streamLoad = new StreamLoad(schema, transactions, dataSource, credentials, faults, settings.clock());
        this.queries = new Queries(dataSource, schema);
        this.backend =
                HttpListener.open("starrocks-backend", settings.backendPort(), new Backend(streamLoad, this::backend));
        this.frontend = HttpListener.open(
                "starrocks-frontend",
                settings.frontendPort(),
                new Frontend(
                        schema,
                        transactions,
                        new HttpSql(schema, queries, Map.of("label_keep_max_num", settings.labelsKept())),
                        credentials,
                        this::backend,
                        faults));
        this.control = HttpListener.open("starrocks-control", settings.controlPort(), new ControlAddress(this));
        timer.start();
    }

    public static StarRocksStandIn start(StandInSettings settings) {
        var pool = new HikariConfig();
        pool.setPoolName("starrocks-stand-in");
        pool.setJdbcUrl(settings.jdbcUrl());
        pool.setUsername(settings.jdbcUser());
        pool.setPassword(settings.jdbcPassword());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(60));
        var dataSource = new HikariDataSource(pool);
        try {
            return new StarRocksStandIn(settings, dataSource);
        } catch (SQLException e) {
            dataSource.close();
            throw new IllegalStateException("The stand-in cannot use its PostgreSQL database " + settings.jdbcUrl(), e);
        }
    }

    public URI frontend() {
        return frontend.uri();
    }

    public URI backend() {
        return backend.uri();
    }

    public URI control() {
        return control.uri();
    }

    public String database() {
        return settings.database();
    }

    public String username() {
        return settings.username();
    }

    public String password() {
        return settings.password();
    }

    /** Applies the text of a file of {@code deploy/starrocks}; what is not implemented is refused with an exception. */
    public void apply(String ddlFile) {
        schema.apply(ddlFile);
    }

    /** Runs a SELECT in the stand-in's database; decimals, dates and JSON come as text. */
    public List<Map<String, @Nullable Object>> query(String sql) {
        var result = new ArrayList<Map<String, @Nullable Object>>();
        try {
            queries.select(null, sql, new RowConsumer() {
                private List<ResultColumn> names = List.of();

                @Override
                public void columns(List<ResultColumn> columns) {
                    names = columns;
                }

                @Override
                public void row(List<@Nullable Object> values) {
                    var row = new LinkedHashMap<String, @Nullable Object>();
                    for (var i = 0; i < values.size(); i++) {
                        var value = values.get(i);
                        row.put(
                                names.get(i).name(),
                                value instanceof Number || value instanceof Boolean || value == null
                                        ? value
                                        : value.toString());
                    }
                    result.add(row);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** What loads did to a table of the stand-in's database. */
    public Counters counters(String table) {
        return streamLoad.counters(settings.database(), table);
    }

    public List<Counters> counters() {
        return streamLoad.counters();
    }

    /** All loads that are remembered, the oldest first. */
    public List<Load> loads() {
        return transactions.loads();
    }

    /** The switches that make loads go wrong. */
    public Faults faults() {
        return faults;
    }

    /** What the frontend remembers of ended loads, and how to make it forget. */
    public LabelMemory labels() {
        return labels;
    }

    /**
     * What a restart of frontend and backend looks like: all connections are reset and new ones refused for so long or until a
     * release of the faults, and loads that ran are forgotten. Tables, visible labels, counters and switches stay.
     *
     * @return how many loads were running
     */
    public int restart(Duration away) {
        frontend.shut();
        backend.shut();
        var lost = transactions.restart();
        faults.hold(away);
        backend.reopen();
        frontend.reopen();
        return lost;
    }

    Map<String, Object> overview() {
        var overview = new LinkedHashMap<String, Object>();
        overview.put("frontend", frontend().toString());
        overview.put("backend", backend().toString());
        overview.put("control", control().toString());
        overview.put("database", settings.database());
        overview.put("username", settings.username());
        overview.put("tables", schema.tableAndViewNames(settings.database()));
        overview.put("loads", loads().size());
        overview.put(
                "addresses",
                List.of(
                        "POST /control/ddl",
                        "GET /control/counters",
                        "GET /control/loads",
                        "GET /control/loads?label=",
                        "GET /control/loads?table=",
                        "GET /control/loads?state=",
                        "POST /control/labels/sweep",
                        "POST /control/labels/sweep?keep=",
                        "POST /control/labels/sweep?label=",
                        "POST /control/labels/sweep?olderThan=",
                        "POST /control/restart?away=",
                        "GET /control/faults",
                        "POST /control/faults",
                        "POST /control/faults/release",
                        "DELETE /control/faults"));
        overview.put("faults", ControlledFaults.names());
        return overview;
    }

    @Override
    public void close() {
        timer.close();
        frontend.close();
        backend.close();
        control.close();
        dataSource.close();
    }
}

package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Credentials;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.table.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backend's side of a Stream Load, in its three steps: the headers, all of them before a byte of the body is asked for;
 * the body; the commit. Faults of later work go between the steps.
 */
public final class StreamLoad {

    private static final Logger log = LoggerFactory.getLogger(StreamLoad.class);
    private static final String NOTHING_TO_LOAD =
            "No partitions have data available for loading. If you are sure there may be no data to be loaded, you can use `ADMIN SET FRONTEND CONFIG ('empty_load_as_error' = 'false')` to ensure such load jobs can succeed";

    private final Schema schema;
    private final Transactions transactions;
    private final DataSource dataSource;
    private final Credentials credentials;
    private final ErrorLogs errorLogs;
    private final InstantSource clock;
    private final LoadPlanner planner;
    private final Map<String, ReentrantLock> writers = new ConcurrentHashMap<>();
    private final Map<String, Counters> counters = new ConcurrentHashMap<>();

    public StreamLoad(
            Schema schema,
            Transactions transactions,
            DataSource dataSource,
            Credentials credentials,
            ErrorLogs errorLogs,
            InstantSource clock) {
        this.schema = schema;
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.credentials = credentials;
        this.errorLogs = errorLogs;
        this.clock = clock;
        this.planner = new LoadPlanner(clock);
    }

    public Counters counters(String database, String table) {
        var name = database + "." + table;
        return counters.getOrDefault(name, Counters.none(name));
    }

    public List<Counters> counters() {
        return counters.values().stream()
                .sorted(Comparator.comparing(Counters::table))
                .toList();
    }

    /** Answers one load; the backend's address goes into the URL of filtered rows. */
    public void handle(Exchange exchange, String database, String table, Supplier<String> backend) throws IOException {
        var label = exchange.header("label");
        var attempt = new Attempt(
                label == null || label.isEmpty() ? UUID.randomUUID().toString() : label, errorLogs, clock, backend);
        try {
            readHeaders(exchange, database, table, attempt);
        } catch (LoadFailedException e) {
            answer(exchange, attempt.failed(e.getMessage()));
            return;
        } catch (LabelInUseException e) {
            answer(exchange, attempt.labelInUse(e));
            return;
        }
        if (exchange.expectsContinue()) {
            exchange.sendContinue();
        }
        LoadAnswer answer;
        try {
            answer = load(exchange, attempt);
        } catch (LoadFailedException e) {
            answer = attempt.failed(e.getMessage());
        } catch (SQLException e) {
            log.atWarn().addKeyValue("label", attempt.label()).setCause(e).log("PostgreSQL could not take a load");
            answer = attempt.failed("The stand-in's PostgreSQL: " + e.getMessage());
        } catch (IOException e) {
            // Nobody is left to be answered.
            attempt.failed("Cancelled");
            log.atInfo()
                    .addKeyValue("label", attempt.label())
                    .addKeyValue("table", table)
                    .log("The client went away within the body: {}", e.getMessage());
            exchange.close();
            return;
        }
        answer(exchange, answer);
    }

    private void readHeaders(Exchange exchange, String database, String tableName, Attempt attempt) {
        var headers = new LoadHeaders(exchange);
        var user = credentials.user(exchange);
        if (user == null) {
            throw new LoadFailedException("no valid Basic authorization");
        }
        headers.requireImplemented();
        headers.requireAllowedSize();
        headers.requireJson();
        var timeout = headers.timeout();
        if (!credentials.accept(exchange)) {
            throw new LoadFailedException("Access denied for %s@%s".formatted(user, exchange.clientAddress()));
        }
        if (!schema.hasDatabase(database)) {
            throw new LoadFailedException("unknown database, database=" + database);
        }
        var table = schema.table(database, tableName);
        if (table == null) {
            throw new LoadFailedException("unknown table \"%s.%s\"".formatted(database, tableName));
        }
        attempt.begun(transactions.begin(database, attempt.label(), tableName, timeout));
        attempt.planned(planner.plan(table, headers));
    }

    private LoadAnswer load(Exchange exchange, Attempt attempt) throws IOException, SQLException {
        var transaction = attempt.transaction();
        var plan = attempt.plan();
        var reader = new RowReader(plan, attempt.errors());
        try (var stage = new Stage(dataSource.getConnection(), plan)) {
            stage.open();
            try {
                reader.read(exchange.body(), new RowReader.Target() {
                    @Override
                    public void rows(CopyRows rows) {
                        stage.append(rows);
                    }

                    @Override
                    public void progress(long received, long filtered, long bytes) {
                        transaction.received(received, filtered, bytes);
                        transaction.requireOpen();
                    }
                });
            } finally {
                attempt.received(reader.bytes());
            }
            requireRows(reader, plan, attempt);
            return commit(stage, reader, plan.table(), attempt);
        }
    }

    private static void requireRows(RowReader reader, LoadPlan plan, Attempt attempt) {
        attempt.counted(reader.received(), reader.received() - reader.filtered(), reader.filtered());
        var ratio = reader.received() == 0 ? 0 : (double) reader.filtered() / reader.received();
        if (ratio > plan.maxFilterRatio()) {
            throw new LoadFailedException("too many filtered rows");
        }
        if (reader.received() == reader.filtered()) {
            throw new LoadFailedException(NOTHING_TO_LOAD);
        }
    }

    private LoadAnswer commit(Stage stage, RowReader reader, Table table, Attempt attempt) throws SQLException {
        var transaction = attempt.transaction();
        var name = table.database() + "." + table.name();
        var writer = writers.computeIfAbsent(name, _ -> new ReentrantLock());
        writer.lock();
        try {
            var applied = stage.merge();
            attempt.written();
            transaction.commit(() -> stage.commit(transaction.snapshot(), applied, clock.millis()), clock.instant());
            counters.compute(
                    name, (_, old) -> (old == null ? Counters.none(name) : old).plus(applied, reader.filtered()));
            log.atDebug()
                    .addKeyValue("label", attempt.label())
                    .addKeyValue("table", name)
                    .addKeyValue("rows", applied.rows())
                    .log("Loaded");
        } finally {
            writer.unlock();
        }
        return attempt.succeeded();
    }

    private void answer(Exchange exchange, LoadAnswer answer) throws IOException {
        exchange.answer(Answer.ok("application/json", answer.json()));
    }

    /** Where the error logs of loads are kept. */
    public @Nullable String errorLog(String file) {
        return errorLogs.text(file);
    }
}

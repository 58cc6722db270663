package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.row.CopyRows;
import io.bisync.local.starrocks.row.LoadPlan;
import io.bisync.local.starrocks.row.RowReader;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import io.bisync.local.starrocks.transaction.Transaction;
import io.bisync.local.starrocks.transaction.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the backend does with a body: its rows go to a stage of their own, and are counted before anything is committed. */
final class BodyStage {

    private static final String NOTHING_TO_LOAD =
            "No partitions have data available for loading. If you are sure there may be no data to be loaded, you can use `ADMIN SET FRONTEND CONFIG ('empty_load_as_error' = 'false')` to ensure such load jobs can succeed";

    private final Transactions transactions;
    private final DataSource dataSource;
    private final CommitStage commits;
    private final Faults faults;

    BodyStage(Transactions transactions, DataSource dataSource, CommitStage commits, Faults faults) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.commits = commits;
        this.faults = faults;
    }

    LoadAnswer load(Exchange exchange, InputStream body, Attempt attempt) throws IOException, SQLException {
        var plan = attempt.plan();
        var transaction = attempt.transaction();
        var fault = faults.strike(Fault.Body.class, plan.table().name(), attempt.label());
        var reader = RowReader.of(plan, attempt.errors());
        try (var stage = new Stage(dataSource.getConnection(), plan)) {
            stage.open();
            read(troubled(body, fault, attempt), reader, stage, transaction, attempt);
            requireRows(reader, plan, attempt);
            stage.end();
            trouble(fault, exchange, stage, reader, attempt);
            return commits.commit(exchange, stage, reader.filtered(), attempt);
        }
    }

    private InputStream troubled(InputStream body, Fault.@Nullable Body fault, Attempt attempt) {
        return switch (fault) {
            case Fault.ResetWithinBody(var bytes) -> new CutBody(body, bytes);
            case Fault.BackendDies(var bytes) -> {
                attempt.abandon();
                yield new CutBody(body, bytes);
            }
            case Fault.PrepareLost() -> {
                transactions.lose(attempt.transaction());
                yield body;
            }
            case Fault.StalledBody(var bytes, var atMost) ->
                new StalledBody(body, bytes, () -> attempt.transaction().stalled(() -> faults.hold(atMost)));
            case Fault.TooManyVersions _, Fault.MemoryExceeded _, Fault.FewerRows _, Fault.CommitsLate _ -> body;
            case null -> body;
        };
    }

    private static void read(InputStream body, RowReader reader, Stage stage, Transaction transaction, Attempt attempt)
            throws IOException {
        try {
            reader.read(body, new RowReader.Target() {
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

    private void trouble(Fault.@Nullable Body fault, Exchange exchange, Stage stage, RowReader reader, Attempt attempt)
            throws IOException, SQLException {
        switch (fault) {
            case Fault.TooManyVersions() ->
                throw new LoadFailedException(
                        "Failed to load data into tablet 10007, because of too many versions, current/limit: 1001/1000. You can reduce the loading job concurrency, or increase loading data batch size.");
            case Fault.MemoryExceeded() ->
                throw new LoadFailedException(
                        "Memory of process exceed limit. Start execute plan fragment. Used: 102, Limit: 100. Mem usage has exceed the limit of BE");
            case Fault.FewerRows(var rows) -> {
                stage.lose(rows);
                var left = Math.max(0, reader.received() - reader.filtered() - rows);
                attempt.counted(left + reader.filtered(), left, reader.filtered());
            }
            case Fault.CommitsLate(var delay) -> {
                exchange.reset();
                faults.hold(delay);
            }
            case Fault.ResetWithinBody _, Fault.StalledBody _, Fault.BackendDies _, Fault.PrepareLost _ -> {}
            case null -> {}
        }
    }
}

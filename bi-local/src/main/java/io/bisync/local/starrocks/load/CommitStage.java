package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.transaction.Applied;
import io.bisync.local.starrocks.transaction.Counters;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadHistory;
import io.bisync.local.starrocks.transaction.Transaction;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the rows of a load durable together with its label, one load of a table at a time, and counts what that did. */
final class CommitStage {

    private static final Logger log = LoggerFactory.getLogger(CommitStage.class);

    /** Each waits as long as the pool waits for a connection: a minute. */
    private static final int TRIES = 10;

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Faults faults;
    private final Map<String, ReentrantLock> writers = new ConcurrentHashMap<>();
    private final Map<String, Counters> counters = new ConcurrentHashMap<>();

    CommitStage(DataSource dataSource, InstantSource clock, Faults faults) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.faults = faults;
    }

    Counters counters(String table) {
        return counters.getOrDefault(table, Counters.none(table));
    }

    List<Counters> counters() {
        return counters.values().stream()
                .sorted(Comparator.comparing(Counters::table))
                .toList();
    }

    LoadAnswer commit(Exchange exchange, Stage stage, long filtered, Attempt attempt) throws IOException, SQLException {
        var table = attempt.plan().table();
        commit(stage, table.database() + "." + table.name(), filtered, attempt);
        var transaction = attempt.transaction();
        var fault = faults.strike(Fault.Commit.class, table.name(), attempt.label());
        if (fault instanceof Fault.PublishTimeout(var visibleAfter)) {
            publishLater(transaction, visibleAfter);
            return attempt.notYetVisible();
        }
        transaction.publish();
        return switch (fault) {
            case Fault.StatusUnknown() ->
                attempt.failed(
                        "Commit transaction fail cause THRIFT_EAGAIN (timed out), Transaction status unknown, you can retry with same label.");
            case Fault.CommitCallFails() ->
                attempt.failed(
                        "FE RPC failure, address=TNetworkAddress(hostname:127.0.0.1, port:9020), reason=THRIFT_EAGAIN (timed out)");
            case Fault.ResetAfterCommit() -> {
                exchange.reset();
                yield attempt.succeeded();
            }
            case Fault.PublishTimeout _ -> attempt.notYetVisible();
            case null -> attempt.succeeded();
        };
    }

    private void commit(Stage stage, String name, long filtered, Attempt attempt) throws SQLException {
        var transaction = attempt.transaction();
        var writer = writers.computeIfAbsent(name, _ -> new ReentrantLock());
        writer.lock();
        try {
            var applied = stage.merge();
            attempt.written();
            transaction.commit(() -> durable(stage, transaction.snapshot(), applied), clock.instant());
            counters.compute(name, (_, old) -> (old == null ? Counters.none(name) : old).plus(applied, filtered));
            log.atDebug()
                    .addKeyValue("label", attempt.label())
                    .addKeyValue("table", name)
                    .addKeyValue("rows", applied.rows())
                    .log("Loaded");
        } finally {
            writer.unlock();
        }
    }

    /** A COMMIT whose answer is lost was done or not: PostgreSQL is asked when it is back, and nobody guesses. */
    private Applied durable(Stage stage, Load load, Applied applied) throws SQLException {
        try {
            return stage.commit(load, applied, clock.millis());
        } catch (SQLException unknown) {
            if (isDurable(load, unknown)) {
                return applied;
            }
            throw unknown;
        }
    }

    private boolean isDurable(Load load, SQLException unknown) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return LoadHistory.holds(dataSource, load.transaction());
            } catch (SQLException away) {
                away.addSuppressed(unknown);
                if (tries == TRIES) {
                    throw away;
                }
            }
        }
    }

    private void publishLater(Transaction transaction, Duration delay) {
        Thread.ofVirtual().name("starrocks-publish").start(() -> {
            faults.hold(delay);
            transaction.publish();
        });
    }
}

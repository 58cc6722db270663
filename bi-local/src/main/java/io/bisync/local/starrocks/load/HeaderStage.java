package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Credentials;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.table.Table;
import io.bisync.local.starrocks.transaction.LabelInUseException;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.local.starrocks.transaction.Transactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the backend does before a byte of the body is asked for: it looks at the headers, begins the transaction and plans. */
final class HeaderStage {

    private final Schema schema;
    private final Transactions transactions;
    private final Credentials credentials;
    private final LoadPlanner planner;
    private final Faults faults;

    HeaderStage(Schema schema, Transactions transactions, Credentials credentials, LoadPlanner planner, Faults faults) {
        this.schema = schema;
        this.transactions = transactions;
        this.credentials = credentials;
        this.planner = planner;
        this.faults = faults;
    }

    /** Begins a load and returns the body that the client was allowed to send. */
    InputStream begin(Exchange exchange, String database, String tableName, Attempt attempt) throws IOException {
        var headers = new LoadHeaders(exchange);
        var table = check(exchange, headers, database, tableName);
        return switch (faults.strike(Fault.Begin.class, tableName, attempt.label())) {
            case null -> {
                begin(table, headers, attempt);
                allowBody(exchange);
                yield exchange.body();
            }
            case Fault.RunningTransactions() ->
                throw new LoadFailedException(
                        "current running txns on db %s is 1000, larger than limit 1000".formatted(database));
            case Fault.BeginFails() ->
                throw new LoadFailedException(
                        "FE RPC failure, address=TNetworkAddress(hostname:127.0.0.1, port:9020), reason=THRIFT_EAGAIN (timed out)");
            case Fault.ZombiePrepare() -> {
                transactions.begin(database, attempt.label(), tableName, headers.timeout());
                throw new LoadFailedException("Load label: {} begin transacton failed");
            }
            case Fault.BegunTwice() -> {
                transactions.begin(database, attempt.label(), tableName, headers.timeout());
                throw new LabelInUseException(attempt.label(), LoadState.PREPARE);
            }
            case Fault.BeginsLate(var delay) -> {
                allowBody(exchange);
                var body = exchange.body().readAllBytes();
                exchange.reset();
                faults.hold(delay);
                begin(table, headers, attempt);
                yield new ByteArrayInputStream(body);
            }
        };
    }

    private Table check(Exchange exchange, LoadHeaders headers, String database, String tableName) {
        var user = credentials.user(exchange);
        if (user == null) {
            throw new LoadFailedException("no valid Basic authorization");
        }
        headers.requireImplemented(database, tableName);
        headers.requireAllowedSize();
        headers.requireFormat();
        headers.timeout();
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
        return table;
    }

    private void begin(Table table, LoadHeaders headers, Attempt attempt) {
        attempt.begun(transactions.begin(table.database(), attempt.label(), table.name(), headers.timeout()));
        attempt.planned(planner.plan(table, headers));
    }

    private static void allowBody(Exchange exchange) throws IOException {
        if (exchange.expectsContinue()) {
            exchange.sendContinue();
        }
    }
}

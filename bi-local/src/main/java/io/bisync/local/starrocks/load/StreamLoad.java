package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Credentials;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.transaction.Counters;
import io.bisync.local.starrocks.transaction.LabelInUseException;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import io.bisync.local.starrocks.transaction.Transactions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backend's side of a Stream Load: the headers, the body, the commit and the answer, a stage each. */
public final class StreamLoad {

    private static final Logger log = LoggerFactory.getLogger(StreamLoad.class);

    private final Faults faults;
    private final ErrorLogs errorLogs;
    private final InstantSource clock;
    private final HeaderStage headers;
    private final BodyStage bodies;
    private final CommitStage commits;
    private final ReplyStage replies;

    public StreamLoad(
            Schema schema,
            Transactions transactions,
            DataSource dataSource,
            Credentials credentials,
            Faults faults,
            InstantSource clock) {
        this.faults = faults;
        this.errorLogs = new ErrorLogs();
        this.clock = clock;
        this.headers = new HeaderStage(schema, transactions, credentials, new LoadPlanner(clock), faults);
        this.commits = new CommitStage(dataSource, clock, faults);
        this.bodies = new BodyStage(transactions, dataSource, commits, faults);
        this.replies = new ReplyStage(faults);
    }

    public Counters counters(String database, String table) {
        return commits.counters(database + "." + table);
    }

    public List<Counters> counters() {
        return commits.counters();
    }

    /** Answers one load; the backend's address goes into the URL of filtered rows. */
    public void handle(Exchange exchange, String database, String table, Supplier<String> backend) throws IOException {
        var label = exchange.header("label");
        var attempt = new Attempt(
                label == null || label.isEmpty() ? UUID.randomUUID().toString() : label, errorLogs, clock, backend);
        LoadAnswer answer;
        try {
            var body = headers.begin(exchange, database, table, attempt);
            answer = bodies.load(exchange, body, attempt);
        } catch (LoadFailedException e) {
            answer = attempt.failed(e.getMessage());
        } catch (LabelInUseException e) {
            answer = labelInUse(e, table, attempt);
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
            exchange.reset();
            return;
        }
        replies.answer(exchange, table, answer);
    }

    private LoadAnswer labelInUse(LabelInUseException e, String table, Attempt attempt) {
        return switch (faults.strike(Fault.LabelInUse.class, table, attempt.label())) {
            case null -> attempt.labelInUse(e);
            case Fault.LabelInUseAsFailure() ->
                attempt.failed("STREAM_LOAD_TASK:10123, label{%s}, error_msg{cancel stream task for exception: %s}"
                        .formatted(attempt.label(), e.getMessage()));
        };
    }

    /** Where the error logs of loads are kept. */
    public @Nullable String errorLog(String file) {
        return errorLogs.text(file);
    }
}

package io.bisync.proof.strike;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that there is one of is killed while a load is on its way, and started again on its port and data. */
public final class ServerKill implements FaultInjection {

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final StarRocksStandIn starRocks;
    private final String question;
    private final Runnable kill;
    private final Runnable restart;

    private ServerKill(StarRocksStandIn starRocks, String server, Runnable kill, Runnable restart) {
        this.starRocks = starRocks;
        this.question = server + " was killed in mid-load and loading went on afterwards";
        this.kill = kill;
        this.restart = restart;
    }

    static ServerKill ofBroker(LocalStack stack) {
        return new ServerKill(stack.starRocks(), "The broker", stack.kafka()::kill, stack.kafka()::restart);
    }

    /** Behind bi-basic, history jobs and the stand-in: what they acknowledged has to be there afterwards. */
    static ServerKill ofPostgres(LocalStack stack) {
        return new ServerKill(stack.starRocks(), "PostgreSQL", stack.postgres()::kill, stack.postgres()::restart);
    }

    @Override
    public Finding strike() {
        return MidLoad.await(starRocks, "ods_jushuitan_order")
                .map(this::strike)
                .orElseGet(() -> FaultInjection.never(question));
    }

    private Finding strike(MidLoad load) {
        kill.run();
        // It ends while the server is away.
        load.letGo();
        restart.run();
        long before = newest();
        List<String> wrong = new ArrayList<>();
        if (!load.isLoadedInTime()) {
            wrong.add(load + " is not loaded");
        }
        if (!Patience.await(() -> newest() > before, LIMIT)) {
            wrong.add("Nothing was loaded within %s after it came back".formatted(LIMIT));
        }
        return FaultInjection.finding(question, load.toString(), wrong);
    }

    /** The number of the newest load that became visible. */
    private long newest() {
        return starRocks.loads().stream()
                .filter(load -> load.state() == LoadState.VISIBLE)
                .mapToLong(Load::transaction)
                .max()
                .orElse(0);
    }
}

package io.bisync.proof;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.starrocks.load.Load;
import io.bisync.local.starrocks.load.LoadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The one broker is killed while a load is on its way, and started again on its port and data. */
final class BrokerKill implements Strike {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String QUESTION = "The broker was killed in mid-load and loading went on afterwards";

    private final LocalStack stack;

    BrokerKill(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Finding strike() {
        return MidLoad.await(stack.starRocks(), "ods_jushuitan_order")
                .map(this::strike)
                .orElseGet(() -> Strike.never(QUESTION));
    }

    private Finding strike(MidLoad load) {
        stack.kafka().kill();
        // It ends while its offsets cannot be committed.
        load.letGo();
        stack.kafka().restart();
        long before = newest();
        List<String> wrong = new ArrayList<>();
        if (!load.isLoadedInTime()) {
            wrong.add(load + " is not loaded");
        }
        if (!Patience.await(() -> newest() > before, LIMIT)) {
            wrong.add("Nothing was loaded within %s after the broker came back".formatted(LIMIT));
        }
        return Strike.finding(QUESTION, load.toString(), wrong);
    }

    /** The number of the newest load that became visible. */
    private long newest() {
        return stack.starRocks().loads().stream()
                .filter(load -> load.state() == LoadState.VISIBLE)
                .mapToLong(Load::transaction)
                .max()
                .orElse(0);
    }
}

package io.bisync.proof.strike;

import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.proof.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** StarRocks' frontend and backend start again while a load is on its way. */
final class StandInRestart implements FaultInjection {

    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final String QUESTION =
            "StarRocks started again within a load, forgot it, and the same offsets were loaded under the same label";

    private final StarRocksStandIn starRocks;

    StandInRestart(StarRocksStandIn starRocks) {
        this.starRocks = starRocks;
    }

    @Override
    public Finding strike() {
        return MidLoad.await(starRocks, "ods_jushuitan_order")
                .map(this::strike)
                .orElseGet(() -> FaultInjection.never(QUESTION));
    }

    private Finding strike(MidLoad load) {
        int forgotten = starRocks.restart(AWAY);
        load.letGo();
        List<String> wrong = new ArrayList<>();
        if (forgotten == 0) {
            wrong.add("No load was running");
        }
        if (!load.isLoadedInTime()) {
            wrong.add(load + " is not loaded");
        }
        return FaultInjection.finding(QUESTION, "%s; %d loads forgotten".formatted(load, forgotten), wrong);
    }
}

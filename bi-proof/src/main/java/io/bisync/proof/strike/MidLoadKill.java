package io.bisync.proof.strike;

import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.proof.finding.Finding;
import java.util.List;

/** Kills a service while StarRocks is receiving one of its loads, and looks whether the same label is loaded later. */
final class MidLoadKill implements FaultInjection {

    private final ServiceProcess service;
    private final StarRocksStandIn starRocks;
    private final String table;

    MidLoadKill(ServiceProcess service, StarRocksStandIn starRocks, String table) {
        this.service = service;
        this.starRocks = starRocks;
        this.table = table;
    }

    @Override
    public Finding strike() {
        String question =
                service.name() + " was killed in mid-load and the same offsets were loaded under the same label";
        return MidLoad.await(starRocks, table)
                .map(load -> {
                    service.kill();
                    load.letGo();
                    service.startAgain();
                    service.awaitReady();
                    return FaultInjection.finding(
                            question,
                            load.toString(),
                            load.isLoadedInTime() ? List.of() : List.of(load + " is not loaded"));
                })
                .orElseGet(() -> FaultInjection.never(question));
    }
}

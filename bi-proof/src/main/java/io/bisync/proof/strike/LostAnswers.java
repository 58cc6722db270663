package io.bisync.proof.strike;

import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.FaultSwitch;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Patience;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Loads of both ERPs are committed, and the connection is reset before the answer. */
final class LostAnswers implements FaultInjection {

    private static final int TIMES = 3;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final StarRocksStandIn starRocks;

    LostAnswers(StarRocksStandIn starRocks) {
        this.starRocks = starRocks;
    }

    @Override
    public Finding strike() {
        List<FaultSwitch> switches = Stream.of("ods_jushuitan_*", "ods_leke_*")
                .map(tables -> starRocks.faults().next(TIMES, new Fault.ResetAfterCommit(), tables, "*"))
                .toList();
        boolean all = Patience.await(() -> switches.stream().allMatch(fault -> fault.struck() == TIMES), LIMIT);
        starRocks.faults().clear();
        return FaultInjection.finding(
                "Answers of loads that were committed got lost",
                "%d of %d"
                        .formatted(
                                switches.stream().mapToInt(FaultSwitch::struck).sum(), TIMES * switches.size()),
                all ? List.of() : List.of("Not all within " + LIMIT));
    }
}

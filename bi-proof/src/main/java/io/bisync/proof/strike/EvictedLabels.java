package io.bisync.proof.strike;

import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.FaultSwitch;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every label is forgotten while the answer to a load that is in is still on its way, and then that answer gets lost. */
final class EvictedLabels implements FaultInjection {

    private static final Duration STALL = Duration.ofSeconds(40);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final StarRocksStandIn starRocks;

    EvictedLabels(StarRocksStandIn starRocks) {
        this.starRocks = starRocks;
    }

    @Override
    public Finding strike() {
        FaultSwitch silence = starRocks.faults().next(1, new Fault.NoAnswer(STALL), "ods_jushuitan_order", "*");
        boolean silent = Patience.await(() -> silence.struck() == 1, Duration.ofMillis(2), LIMIT);
        Set<String> labels = ended().collect(Collectors.toSet());
        int forgotten = starRocks.labels().sweepTo(0);
        starRocks.faults().clear();
        List<String> again = new ArrayList<>();
        boolean sent = silent
                && Patience.await(
                        () -> {
                            Optional<String> label =
                                    ended().filter(labels::contains).findFirst();
                            label.ifPresent(again::add);
                            return label.isPresent();
                        },
                        LIMIT);
        return FaultInjection.finding(
                "Labels were evicted, and a load whose answer got lost too was sent again under its label",
                "%,d labels, %s".formatted(forgotten, again),
                sent && forgotten > 0 ? List.of() : List.of("No evicted label came again within " + LIMIT));
    }

    private Stream<String> ended() {
        return starRocks.loads().stream()
                .filter(load -> load.finishedMillis() != null)
                .map(Load::label);
    }
}

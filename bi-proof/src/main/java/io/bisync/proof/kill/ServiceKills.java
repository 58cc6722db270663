package io.bisync.proof.kill;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.local.process.Checkout;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import io.bisync.proof.comparison.FullComparison;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.strike.Poisoning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The suite with live changes, history and poison, while bi-api-jushuitan, the broker and PostgreSQL are ended in mid-load again and again. */
public final class ServiceKills {

    private static final int KILLS = 8;
    private static final int STOPS = 4;
    private static final int BROKER_KILLS = 2;
    private static final int POSTGRES_KILLS = 2;
    private static final int ORDERS = 1_000;

    private final Consumer<String> tell;
    private final InstantSource clock = InstantSource.system();

    private ServiceKills(Consumer<String> tell) {
        this.tell = tell;
    }

    /** Carries all of them out and adds a row for each kind; what speaks against one is told. */
    public static void run(FaultReport report, Consumer<String> tell) {
        new ServiceKills(tell).strike().forEach(report::add);
    }

    private record Kind(String kit, String fault, List<ServiceKill.Outcome> outcomes) {}

    private List<FaultRow> strike() {
        var settings = new StackSettings(
                        Checkout.root().resolve(".bisync/kills"),
                        7,
                        ORDERS,
                        500,
                        60,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .withEntities(StackSettings.FEW);
        try (LocalStack stack = LocalStack.start(settings, _ -> {})) {
            stack.jushuitan().pace().changesPerSecond(40);
            stack.leke().speed(10);
            // Before: it begins when the live pull has caught up, which takes longer than one kill is from the next.
            HistoryLoads.run(stack, clock, _ -> {});
            var serviceKill = new ServiceKill(stack, clock);
            var kinds = List.of(
                    new Kind("services", "C06 bi-api-jushuitan killed", blows(KILLS, serviceKill::kill)),
                    new Kind("services", "P01 bi-api-jushuitan terminated", blows(STOPS, serviceKill::terminate)),
                    new Kind("broker", "K04 broker killed", blows(BROKER_KILLS, serviceKill::killBroker)),
                    new Kind("database", "B11 PostgreSQL killed", blows(POSTGRES_KILLS, serviceKill::killPostgres)),
                    new Kind("services", "P15 one of two pods killed", blows(1, new DeadPod(stack, clock)::strike)),
                    new Kind("servers", "P14 half requests", blows(1, new HalfRequests(stack, clock)::strike)));
            Poisoning.run(stack);
            List<Finding> findings = FullComparison.of(stack, clock);
            List<String> doubled = OverlappingLoads.in(stack.starRocks().loads());
            doubled.forEach(tell);
            Finding.failed(findings).forEach(finding -> tell.accept(finding.toString()));
            return kinds.stream()
                    .map(kind -> row(kind, findings, doubled.size()))
                    .toList();
        }
    }

    private List<ServiceKill.Outcome> blows(int times, Supplier<ServiceKill.Outcome> blow) {
        List<ServiceKill.Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ServiceKill.Outcome outcome = blow.get();
            outcome.wrong().forEach(tell);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /** Whose harm it is cannot be told in the end, so every row carries all of it. */
    private static FaultRow row(Kind kind, List<Finding> findings, long doubled) {
        long outOfOrder = 0;
        long lost = kind.outcomes().stream()
                .mapToLong(outcome -> outcome.wrong().size())
                .sum();
        for (Finding finding : findings) {
            int contradictions = finding.contradictions().size();
            switch (finding.against()) {
                case VERSIONS, VALUES -> outOfOrder += contradictions;
                case AGREED, FAILED, USAGE, ROWS, DEAD_LETTERS, PERSONAL_MARK, EVENTS, ADDRESSES ->
                    lost += contradictions;
            }
        }
        return new FaultRow(
                kind.kit(),
                kind.fault(),
                kind.outcomes().size(),
                kind.outcomes().stream().filter(ServiceKill.Outcome::struck).count(),
                lost,
                doubled,
                outOfOrder,
                kind.outcomes().stream()
                        .map(ServiceKill.Outcome::recovery)
                        .flatMap(Optional::stream)
                        .toList());
    }
}

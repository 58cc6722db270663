package io.bisync.proof.simulation;

import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs the production core of loading through seeded schedules of faults and crashes, and its mutants until each is
 * caught; or shows one schedule again.
 */
public final class SimulationRun {

    private static final String KIT = "simulation";
    private static final long MOST_FOR_A_MUTANT = 1_000_000;
    /** The known limit of docs/reliability.md was met once in 1.2 million; ten times as often it is no limit but a fault. */
    static final long SCHEDULES_FOR_A_SPARE_LETTER = 120_000;

    private static final Set<ViolationKind> DOUBLED = Set.of(ViolationKind.DOUBLED, ViolationKind.LABEL_REUSED);
    private static final Set<ViolationKind> OUT_OF_ORDER = Set.of(ViolationKind.WENT_BACK, ViolationKind.REWOUND);

    private final Campaign campaign;
    private final Consumer<String> tell;

    /** So many schedules run at the same time. */
    public SimulationRun(int threads, Consumer<String> tell) {
        this.campaign = new Campaign(threads);
        this.tell = tell;
    }

    /** Shows what happens in the schedule of a seed, under a mutant's name or under none, which is empty. */
    public void show(long seed, String mutant) {
        campaign.trace(seed, mutant.isEmpty() ? null : Mutant.valueOf(mutant)).forEach(tell);
    }

    /** Whether a mutant has this name. */
    public static boolean isMutant(String name) {
        return Arrays.stream(Mutant.values()).anyMatch(it -> it.name().equals(name));
    }

    /** Runs so many schedules from a seed on. */
    public void schedules(long seed, long count, FaultReport report) {
        var outcome = campaign.run(seed, count);
        for (var fault : FaultKind.values()) {
            report.add(struck("fault " + fault, outcome.tally().hits(fault)));
        }
        for (var point : CrashPoint.values()) {
            report.add(struck("crash " + point, outcome.tally().hits(point)));
        }
        for (var found : outcome.violations()) {
            tell.accept("violation seed %d %s: %s"
                    .formatted(
                            found.seed(),
                            found.violation().kind(),
                            found.violation().words()));
        }
        if (!outcome.violations().isEmpty()) {
            show(outcome.violations().getFirst().seed(), "");
        }
        var spare = outcome.tally().spareLetters();
        report.add(new FaultRow(
                KIT,
                "dead letters too many",
                count,
                count,
                Math.max(0, spare - 1 - count / SCHEDULES_FOR_A_SPARE_LETTER),
                0,
                0,
                List.of()));
        tell.accept("schedules %d, %.1f s, %.0f a second, %.0f a second of CPU, %d violations, %d dead letters too many"
                .formatted(
                        outcome.schedules(),
                        outcome.seconds(),
                        outcome.schedules() / outcome.seconds(),
                        outcome.schedules() / outcome.cpuSeconds(),
                        outcome.violations().size(),
                        spare));
        report.add(all(seed, count, outcome.violations()));
    }

    /** Tries every mutant until it is caught; one that is not counts as a fault that never struck. */
    public void mutants(long seed, FaultReport report) {
        campaign.hunt(List.of(Mutant.values()), seed, MOST_FOR_A_MUTANT).forEach((mutant, caught) -> {
            var by = caught.by();
            report.add(new FaultRow(
                    "mutants",
                    "%s (%s), %s"
                            .formatted(
                                    mutant,
                                    mutant.words,
                                    by == null
                                            ? "NOT CAUGHT"
                                            : "caught by %s, seed %d"
                                                    .formatted(by.violation().kind(), by.seed())),
                    caught.schedules(),
                    by == null ? 0 : 1,
                    0,
                    0,
                    0,
                    List.of()));
        });
    }

    private static FaultRow struck(String fault, long hits) {
        return new FaultRow(KIT, fault, hits, hits, 0, 0, 0, List.of());
    }

    private static FaultRow all(long seed, long count, List<Campaign.Found> violations) {
        var doubled = count(violations, DOUBLED);
        var outOfOrder = count(violations, OUT_OF_ORDER);
        return new FaultRow(
                KIT,
                "all schedules from seed %d on".formatted(seed),
                count,
                count,
                violations.size() - doubled - outOfOrder,
                doubled,
                outOfOrder,
                List.of());
    }

    private static long count(List<Campaign.Found> violations, Set<ViolationKind> kinds) {
        return violations.stream()
                .filter(it -> kinds.contains(it.violation().kind()))
                .count();
    }
}

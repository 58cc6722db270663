package io.bisync.proof.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the production core of loading through seeded schedules of faults and crashes, and its mutants until each is
 * caught; or shows one schedule again.
 */
public final class SimulationCommandLine {

    private static final String USAGE = """
            usage: SimulationCommandLine [--schedules n] [--seed s] [--threads t] [--mutants] [--mutant name]
              --schedules  so many schedules, from seed s (0) on
              --mutants    then tries every mutant, at most a million schedules each
              --seed       without --schedules: shows this one schedule, with --mutant under that mutant
            exit code 0 if no schedule violates anything, every fault struck and every mutant is caught; 1 if not; 2 for this text
            """;

    private static final long MOST_FOR_A_MUTANT = 1_000_000;

    private long schedules;
    private long seed;
    private int threads = 2;
    private boolean mutants;
    private @Nullable Mutant mutant;

    private SimulationCommandLine() {}

    public static void main(String... arguments) {
        var line = new SimulationCommandLine();
        try {
            line.read(arguments);
        } catch (RuntimeException wrong) {
            System.err.print(USAGE);
            System.exit(2);
        }
        // Read when the first virtual thread starts: every lane has one carrier, so none waits for another.
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(line.threads));
        System.exit(line.run() ? 0 : 1);
    }

    private void read(String... arguments) {
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--schedules" -> schedules = Long.parseLong(arguments[++i]);
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                case "--mutant" -> mutant = Mutant.valueOf(arguments[++i]);
                case "--mutants" -> mutants = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
    }

    private boolean run() {
        var campaign = new Campaign(threads);
        if (schedules == 0 && !mutants) {
            campaign.trace(seed, mutant).forEach(System.out::println);
            return true;
        }
        var good = schedules == 0 || tell(campaign, campaign.run(seed, schedules));
        return (!mutants || tellMutants(campaign)) && good;
    }

    private boolean tell(Campaign campaign, Campaign.Outcome outcome) {
        var good = outcome.violations().isEmpty();
        for (var fault : FaultKind.values()) {
            good &= tell("fault", fault, outcome.tally().hits(fault));
        }
        for (var point : CrashPoint.values()) {
            good &= tell("crash", point, outcome.tally().hits(point));
        }
        for (var found : outcome.violations()) {
            say("violation seed %d %s: %s"
                    .formatted(
                            found.seed(),
                            found.violation().kind(),
                            found.violation().words()));
        }
        if (!outcome.violations().isEmpty()) {
            campaign.trace(outcome.violations().getFirst().seed(), null).forEach(System.out::println);
        }
        say("schedules %d, %.1f s, %.0f a second, %.0f a second of CPU, %d violations"
                .formatted(
                        outcome.schedules(),
                        outcome.seconds(),
                        outcome.schedules() / outcome.seconds(),
                        outcome.schedules() / outcome.cpuSeconds(),
                        outcome.violations().size()));
        return good;
    }

    private static boolean tell(String what, Enum<?> name, long hits) {
        say("%s %s %d%s".formatted(what, name, hits, hits == 0 ? " NEVER STRUCK" : ""));
        return hits > 0;
    }

    private boolean tellMutants(Campaign campaign) {
        var good = true;
        for (var entry :
                campaign.hunt(List.of(Mutant.values()), seed, MOST_FOR_A_MUTANT).entrySet()) {
            var by = entry.getValue().by();
            good &= by != null;
            say("mutant %s (%s): %s"
                    .formatted(
                            entry.getKey(),
                            entry.getKey().words,
                            by == null
                                    ? "NOT CAUGHT in " + entry.getValue().schedules() + " schedules"
                                    : "caught after %d schedules by %s, seed %d"
                                            .formatted(
                                                    entry.getValue().schedules(),
                                                    by.violation().kind(),
                                                    by.seed())));
        }
        return good;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

package io.bisync.proof.faults.run;

import io.bisync.local.command.Arguments;
import io.bisync.proof.simulation.SimulationRun;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What a run of the fault kit is asked for.
 *
 * @param schedules so many schedules of the simulation
 * @param whole the parts that are run as a whole or not at all
 * @param crashes so many deaths of workers in this JVM
 * @param processes so many deaths of workers that are processes
 * @param lanes so many strikes at members whose handlers work in lanes
 * @param exact so many strikes at members whose handlers work exactly once
 * @param seed decides all of it
 * @param threads of the simulation
 * @param mutant the mutant that a schedule is shown under, or empty
 */
record FaultOptions(
        long schedules,
        Set<Whole> whole,
        int crashes,
        int processes,
        int lanes,
        int exact,
        long seed,
        int threads,
        String mutant) {

    /** What has no number. */
    enum Whole {
        /** Every mutant of the simulation. */
        MUTANTS,
        /** The broker's disk, full. */
        DISK,
        /** Services, the broker and PostgreSQL, ended in mid-load. */
        SERVICES
    }

    private static final FaultOptions EVERYTHING =
            new FaultOptions(5_000_000, EnumSet.allOf(Whole.class), 1_000, 100, 30, 12, 0, 2, "");

    /** Whether one schedule is to be shown, and nothing else is to be run. */
    boolean shows() {
        return schedules == 0 && whole.isEmpty() && crashes == 0 && processes == 0 && lanes == 0 && exact == 0;
    }

    /** The options as they are typed. */
    static final class Typed {

        @Option(
                names = "--schedules",
                paramLabel = "<n>",
                description = "Only the parts that are named: schedules of the simulation.")
        private int schedules;

        @Option(names = "--mutants", description = "Every mutant of the simulation, at most a million schedules each.")
        private boolean mutants;

        @Option(
                names = "--crashes",
                paramLabel = "<n>",
                description = "Deaths of workers in one JVM, against a real broker and the stand-in.")
        private int crashes;

        @Option(names = "--processes", paramLabel = "<n>", description = "Deaths of workers that are processes.")
        private int processes;

        @Option(
                names = "--lanes",
                paramLabel = "<n>",
                description = "Strikes at processes whose handlers work in lanes.")
        private int lanes;

        @Option(
                names = "--exact",
                paramLabel = "<n>",
                description = "Strikes at processes whose handlers work exactly once.")
        private int exact;

        @Option(
                names = "--disk",
                description = "The broker's disk full in mid-load, where a file system may be mounted.")
        private boolean disk;

        @Option(
                names = "--services",
                description = "Ends of bi-api-jushuitan, of the broker and of PostgreSQL, while the whole suite runs.")
        private boolean services;

        @Option(
                names = "--seed",
                paramLabel = "<n>",
                description = "Where seeds begin (${DEFAULT-VALUE}); alone, or with --mutant: shows that one schedule"
                        + " of the simulation.")
        private long seed;

        @Option(names = "--threads", paramLabel = "<n>", description = "Threads of the simulation (${DEFAULT-VALUE}).")
        private int threads = 2;

        @Option(names = "--mutant", paramLabel = "<name>", description = "The mutant that a schedule is shown under.")
        private String mutant = "";

        /** What they mean together; without any of them, everything. */
        FaultOptions read(CommandSpec spec) {
            ParseResult parsed = spec.commandLine().getParseResult();
            if (parsed.matchedOptions().isEmpty()) {
                return EVERYTHING;
            }
            if (!mutant.isEmpty() && !SimulationRun.isMutant(mutant)) {
                throw new ParameterException(spec.commandLine(), "No mutant is called '%s'".formatted(mutant));
            }
            Set<Whole> whole = EnumSet.noneOf(Whole.class);
            if (mutants) {
                whole.add(Whole.MUTANTS);
            }
            if (disk) {
                whole.add(Whole.DISK);
            }
            if (services) {
                whole.add(Whole.SERVICES);
            }
            return new FaultOptions(
                    Arguments.atLeast(0, schedules, "--schedules", spec.commandLine()),
                    whole,
                    Arguments.atLeast(0, crashes, "--crashes", spec.commandLine()),
                    Arguments.atLeast(0, processes, "--processes", spec.commandLine()),
                    Arguments.atLeast(0, lanes, "--lanes", spec.commandLine()),
                    Arguments.atLeast(0, exact, "--exact", spec.commandLine()),
                    seed,
                    Arguments.within(1, 256, threads, "--threads", spec.commandLine()),
                    mutant);
        }
    }
}

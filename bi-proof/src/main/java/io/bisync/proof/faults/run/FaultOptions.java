package io.bisync.proof.faults.run;

import io.bisync.proof.simulation.SimulationRun;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a run of the fault kit is asked for.
 *
 * @param schedules so many schedules of the simulation
 * @param whole the parts that are run as a whole or not at all
 * @param crashes so many deaths of workers in this JVM
 * @param processes so many deaths of workers that are processes
 * @param seed decides all of it
 * @param threads of the simulation
 * @param mutant the mutant that a schedule is shown under, or empty
 */
record FaultOptions(
        long schedules, Set<Whole> whole, int crashes, int processes, long seed, int threads, String mutant) {

    /** What has no number. */
    enum Whole {
        /** Every mutant of the simulation. */
        MUTANTS,
        /** Services and the broker, ended in mid-load. */
        SERVICES;

        private String option() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    static final String USAGE = """
            usage: ./bi faults [options]
              without options   everything: 5,000,000 schedules, all mutants, 1,000 crashes, 100 processes, 14 services and brokers
              --schedules n     only the parts that are named: schedules of the simulation
              --mutants         every mutant of the simulation, at most a million schedules each
              --crashes n       deaths of workers in one JVM, against a real broker and the stand-in
              --processes n     deaths of workers that are processes
              --services        12 ends of bi-api-jushuitan and 2 of the broker, while the whole suite runs
              --seed s          where seeds begin (0); alone, or with --mutant name: shows that one schedule of the simulation
              --threads t       of the simulation (2)
            exit code 0 if every fault struck and none did harm, and every mutant is caught; 1 if not; 2 for this text
            the report is target/reliability.json
            """;

    private static final FaultOptions NOTHING = new FaultOptions(0, Set.of(), 0, 0, 0, 2, "");
    private static final FaultOptions EVERYTHING =
            new FaultOptions(5_000_000, EnumSet.allOf(Whole.class), 1_000, 100, 0, 2, "");

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for what is no option or no value of one
     */
    static FaultOptions of(String... arguments) {
        if (arguments.length == 0) {
            return EVERYTHING;
        }
        var options = NOTHING;
        for (var i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            var named = Arrays.stream(Whole.values())
                    .filter(it -> it.option().equals(argument))
                    .findFirst();
            options = named.isPresent()
                    ? options.with(named.get())
                    : options.with(argument, i + 1 < arguments.length ? arguments[++i] : "");
        }
        return options;
    }

    /** Whether one schedule is to be shown, and nothing else is to be run. */
    boolean shows() {
        return schedules == 0 && whole.isEmpty() && crashes == 0 && processes == 0;
    }

    private FaultOptions with(Whole more) {
        var both = EnumSet.of(more);
        both.addAll(whole);
        return new FaultOptions(schedules, both, crashes, processes, seed, threads, mutant);
    }

    private FaultOptions with(String option, String value) {
        return switch (option) {
            case "--schedules" ->
                new FaultOptions(Long.parseLong(value), whole, crashes, processes, seed, threads, mutant);
            case "--crashes" ->
                new FaultOptions(schedules, whole, Integer.parseInt(value), processes, seed, threads, mutant);
            case "--processes" ->
                new FaultOptions(schedules, whole, crashes, Integer.parseInt(value), seed, threads, mutant);
            case "--seed" ->
                new FaultOptions(schedules, whole, crashes, processes, Long.parseLong(value), threads, mutant);
            case "--threads" ->
                new FaultOptions(schedules, whole, crashes, processes, seed, Integer.parseInt(value), mutant);
            case "--mutant" -> {
                if (!SimulationRun.isMutant(value)) {
                    throw new IllegalArgumentException("No mutant is called '" + value + "'");
                }
                yield new FaultOptions(schedules, whole, crashes, processes, seed, threads, value);
            }
            default -> throw new IllegalArgumentException("No option is called '" + option + "'");
        };
    }
}

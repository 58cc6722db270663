package io.bisync.proof.faults.run;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.crash.Crashes;
import io.bisync.proof.crash.FullDisk;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import io.bisync.proof.kill.ServiceKills;
import io.bisync.proof.lane.Handling;
import io.bisync.proof.lane.LaneFaults;
import io.bisync.proof.simulation.SimulationRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./bi faults}: runs the parts of the fault kit one after the other and writes their report. */
@Command(
        name = "./bi faults",
        sortOptions = false,
        description = {
            "Strikes the loading core, its processes and the whole suite with faults, and reports what came of it"
                    + " in target/reliability.json.",
            "",
            "Without options everything: 5,000,000 schedules, all mutants, 1,000 crashes, 100 processes, 30"
                    + " strikes at lanes, 12 at handlers that work exactly once, a full disk, and the services.",
            ""
        },
        commandListHeading = "%nParts with a --help of their own:%n",
        subcommands = HistoryCommandLine.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every fault struck and none did harm, and every mutant is caught",
            "1:not so",
            "2:the arguments are wrong"
        })
public final class FaultsCommandLine implements Callable<Integer> {

    private final Path target = Checkout.root().resolve("target");
    private final FaultReport report = new FaultReport(FaultsCommandLine::tell);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FaultOptions.Typed typed = new FaultOptions.Typed();

    public static void main(String... arguments) {
        System.exit(Arguments.of(new FaultsCommandLine()).execute(arguments));
    }

    @Override
    public Integer call() {
        FaultOptions options = typed.read(spec);
        // Read when the first virtual thread starts: every lane of the simulation has one carrier, so none waits for
        // another.
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(options.threads()));
        return run(options) ? 0 : 1;
    }

    private boolean run(FaultOptions options) {
        var simulation = new SimulationRun(options.threads(), FaultsCommandLine::tell);
        if (options.shows()) {
            simulation.show(options.seed(), options.mutant());
            return true;
        }
        var file = target.resolve("reliability.json");
        try {
            run(options, simulation);
        } catch (RuntimeException broken) {
            broken.printStackTrace();
            report.add(new FaultRow("kit", "broke off: " + broken.getMessage(), 1, 0, 0, 0, 0, List.of()));
            System.err.println("The fault kit could not be carried out with seed %d: %s"
                    .formatted(options.seed(), broken.getMessage()));
            return false;
        } finally {
            report.write(file);
        }
        tell(report.good() ? "Every fault struck and none did harm: " + file : "NOT GOOD, see " + file);
        return report.good();
    }

    /** The parts in their order; each adds its rows. */
    private void run(FaultOptions options, SimulationRun simulation) {
        if (options.schedules() > 0) {
            simulation.schedules(options.seed(), options.schedules(), report);
        }
        if (options.whole().contains(FaultOptions.Whole.MUTANTS)) {
            simulation.mutants(options.seed(), report);
        }
        if (options.crashes() > 0 || options.processes() > 0) {
            crashes(options);
        }
        if (options.lanes() > 0) {
            lanes(options);
        }
        if (options.exact() > 0) {
            handled(Handling.EXACTLY_ONCE, options.seed(), options.exact());
        }
        if (options.whole().contains(FaultOptions.Whole.DISK)) {
            inFolder(folder -> FullDisk.run(folder, options.seed(), report, FaultsCommandLine::tell));
        }
        if (options.whole().contains(FaultOptions.Whole.SERVICES)) {
            ServiceKills.run(report, FaultsCommandLine::tell);
        }
    }

    private void crashes(FaultOptions options) {
        inFolder(folder -> {
            try (var crashes = Crashes.open(folder, FaultsCommandLine::tell)) {
                crashes.run(options.seed(), options.crashes(), options.processes(), report);
            }
        });
    }

    /** A third of them under the newer protocol of groups. */
    private void lanes(FaultOptions options) {
        var newer = options.lanes() / 3;
        var even = options.seed() & ~1L;
        handled(Handling.LANES, even, options.lanes() - newer);
        if (newer > 0) {
            handled(Handling.LANES, even + 1, newer);
        }
    }

    private void handled(Handling handling, long seed, int strikes) {
        inFolder(folder -> LaneFaults.run(folder, handling, seed, strikes, report, FaultsCommandLine::tell));
    }

    private void inFolder(Consumer<Path> part) {
        try {
            Files.createDirectories(target);
            var folder = Files.createTempDirectory(target, "faults");
            part.accept(folder);
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException("The fault kit cannot use " + target, unusable);
        }
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}

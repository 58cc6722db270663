package io.bisync.proof.faults.run;

import io.bisync.local.process.Checkout;
import io.bisync.proof.crash.Crashes;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import io.bisync.proof.kill.ServiceKills;
import io.bisync.proof.simulation.SimulationRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Runs the parts of the fault kit one after the other and writes their report. */
public final class FaultsCommandLine {

    private final FaultOptions options;
    private final Path target = Checkout.root().resolve("target");
    private final FaultReport report = new FaultReport(FaultsCommandLine::tell);

    private FaultsCommandLine(FaultOptions options) {
        this.options = options;
    }

    public static void main(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(FaultOptions.USAGE);
            return;
        }
        FaultOptions options;
        try {
            options = FaultOptions.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.print(wrong.getMessage() + System.lineSeparator() + FaultOptions.USAGE);
            System.exit(2);
            return;
        }
        // Read when the first virtual thread starts: every lane of the simulation has one carrier, so none waits for
        // another.
        System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(options.threads()));
        System.exit(new FaultsCommandLine(options).run() ? 0 : 1);
    }

    private boolean run() {
        var simulation = new SimulationRun(options.threads(), FaultsCommandLine::tell);
        if (options.shows()) {
            simulation.show(options.seed(), options.mutant());
            return true;
        }
        var file = target.resolve("reliability.json");
        try {
            run(simulation);
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
    private void run(SimulationRun simulation) {
        if (options.schedules() > 0) {
            simulation.schedules(options.seed(), options.schedules(), report);
        }
        if (options.whole().contains(FaultOptions.Whole.MUTANTS)) {
            simulation.mutants(options.seed(), report);
        }
        if (options.crashes() > 0 || options.processes() > 0) {
            crashes();
        }
        if (options.whole().contains(FaultOptions.Whole.SERVICES)) {
            ServiceKills.run(report, FaultsCommandLine::tell);
        }
    }

    private void crashes() {
        try {
            Files.createDirectories(target);
            var folder = Files.createTempDirectory(target, "faults");
            try (var crashes = Crashes.open(folder, FaultsCommandLine::tell)) {
                crashes.run(options.seed(), options.crashes(), options.processes(), report);
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException("The fault kit cannot use " + target, unusable);
        }
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}

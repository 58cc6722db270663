package io.bisync.proof.faults.run;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.history.HistoryFaults;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi faults history}. */
@Command(
        name = "history",
        sortOptions = false,
        description = {
            "Loads the past again and again while jobs, services, the broker, bi-basic and PostgreSQL are ended, and"
                    + " holds pages, rows and calls against an undisturbed load; the report goes to"
                    + " target/reliability-history.json.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every strike hit and none did harm", "1:not so", "2:the arguments are wrong"})
public final class HistoryCommandLine implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kills", paramLabel = "<n>", description = "So many strikes, of each kind as many (60).")
    private int kills = 60;

    @Option(names = "--seed", paramLabel = "<n>", description = "Their order, and their moments (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        int strikes = Arguments.within(1, 10_000, kills, "--kills", spec.commandLine());
        Consumer<String> tell = System.out::println;
        var report = new FaultReport(tell);
        Path file = Checkout.root().resolve("target/reliability-history.json");
        try {
            HistoryFaults.run(Checkout.root().resolve(".bisync/history"), seed, strikes, report, tell);
        } catch (RuntimeException broken) {
            broken.printStackTrace();
            System.err.println("The load could not be struck with seed %d: %s".formatted(seed, broken.getMessage()));
            return 1;
        } finally {
            report.write(file);
        }
        tell.accept(report.good() ? "Every strike hit and none did harm: " + file : "NOT GOOD, see " + file);
        return report.good() ? 0 : 1;
    }
}

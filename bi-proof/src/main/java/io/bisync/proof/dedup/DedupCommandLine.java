package io.bisync.proof.dedup;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench dedup}: what a memory of ids costs; prints figures and judges none. */
@Command(
        name = "dedup",
        sortOptions = false,
        description = {
            "What writing events once costs: events a second, bytes an id, the start from a file; all figures also go to target/bench-dedup.json.",
            ""
        })
public final class DedupCommandLine implements Callable<Integer> {

    private static final int MOST = 100_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--ids", paramLabel = "<n>", description = "Ids that a window holds (${DEFAULT-VALUE}).")
    private int ids = 10_000_000;

    @Option(
            names = "--events",
            paramLabel = "<n>",
            description = "Events of each measured part; they push as many ids out of the window (${DEFAULT-VALUE}).")
    private int events = 5_000_000;

    @Override
    public Integer call() {
        var of = spec.commandLine();
        Path folder = Checkout.root().resolve(".bisync/dedup");
        var most = Arguments.within(1_000, MOST, ids, "--ids", of);
        var measured = Arguments.within(1_000, MOST, events, "--events", of);
        return BenchReport.of("dedup", of, told -> {
            var outcome = new DedupBench(folder, most, measured, told).run();
            return new BenchReport(outcome.text(), Map.of("stores", outcome.figures()));
        });
    }
}

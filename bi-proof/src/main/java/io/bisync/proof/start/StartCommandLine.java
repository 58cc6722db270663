package io.bisync.proof.start;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench start}: what a start costs as a jar, taken apart, and trained; prints figures and judges none. */
@Command(
        name = "start",
        sortOptions = false,
        description = {
            "What a start costs: as a jar, taken apart, and trained as the image build does; all figures also go to target/bench-start.json.",
            ""
        })
public final class StartCommandLine implements Callable<Integer> {

    private static final int MOST_ORDERS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            description = "How often everything starts in each form, in turn (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--orders",
            paramLabel = "<n>",
            description = "Orders of both merchants; a whole history job reads those of one (${DEFAULT-VALUE}).")
    private int orders = 20_000;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        Path folder = Checkout.root().resolve(".bisync/start");
        int howOften = Arguments.within(1, 1_000, rounds, "--rounds", command);
        int wanted = Arguments.within(2, MOST_ORDERS, orders, "--orders", command);
        return BenchReport.of("start", command, told -> {
            var outcome = new StartBench(folder, howOften, wanted, told).run();
            return new BenchReport(outcome.text(), outcome.figures());
        });
    }
}

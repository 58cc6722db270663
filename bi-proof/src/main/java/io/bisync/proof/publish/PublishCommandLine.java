package io.bisync.proof.publish;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench publish}: what it costs from the ERP's page to Kafka; prints figures and judges none. */
@Command(
        name = "publish",
        sortOptions = false,
        description = {
            "What pages of orders cost on their way from the ERP to Kafka, without its limits, beside a loop that signs, reads and"
                    + " sends each page as it is; all figures also go to target/bench-publish.json.",
            ""
        })
public final class PublishCommandLine implements Callable<Integer> {

    private static final int MOST = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--pages", paramLabel = "<n>", description = "Pages of the measured part (${DEFAULT-VALUE}).")
    private int pages = 5_000;

    @Option(
            names = "--warm-up",
            paramLabel = "<n>",
            description = "Pages before it, in the same process (${DEFAULT-VALUE}).")
    private int warmUp = 1_500;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            description = "How often each variant runs, in turn (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Override
    public Integer call() {
        var of = spec.commandLine();
        int measured = Arguments.within(1, MOST, pages, "--pages", of);
        int before = Arguments.within(0, MOST, warmUp, "--warm-up", of);
        int times = Arguments.atLeast(1, rounds, "--rounds", of);
        Path folder = Checkout.root().resolve(".bisync/bench-publish");
        return BenchReport.of("publish", of, told -> {
            var outcome = new PublishBench(folder, before, measured, times, told).run();
            return new BenchReport(outcome.text(), outcome);
        });
    }
}

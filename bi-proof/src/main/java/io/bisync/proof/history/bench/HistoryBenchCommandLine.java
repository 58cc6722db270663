package io.bisync.proof.history.bench;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench history}. */
@Command(
        name = "history",
        description = {
            "How many orders a second a history load brings from the ERP through Kafka to their rows where the ERP's"
                    + " limits are none, what each process needs for it, and how long each link was busy; all figures also"
                    + " go to target/bench-history.json.",
            "",
            "With --limits instead: which part of the calls that live leaves of the ERP's limits a load of everything"
                    + " uses, and how late live is beside it; all figures also go to target/bench-limits.json.",
            ""
        })
public final class HistoryBenchCommandLine implements Callable<Integer> {

    private static final int MOST = 10_000_000;
    private static final int MOST_SECONDS = 3_600;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--orders",
            paramLabel = "<n>",
            description = "Orders of the past 90 days, as many of each of eight merchants (${DEFAULT-VALUE}).")
    private int orders = 1_000_000;

    @Option(names = "--limits", description = "At the ERP's limits: what history uses of them.")
    private boolean limits;

    @Option(
            names = "--seconds",
            paramLabel = "<n>",
            description = "Of --limits: how long each of two stretches is watched (${DEFAULT-VALUE}).")
    private int seconds = 120;

    @Option(
            names = "--speed",
            paramLabel = "<n>",
            description = "Of --limits: how many times faster than in life paces and call limits are"
                    + " (${DEFAULT-VALUE}).")
    private double speed = 2;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        if (limits) {
            Duration watched = Duration.ofSeconds(Arguments.within(10, MOST_SECONDS, seconds, "--seconds", command));
            double faster = Arguments.atLeast(1, speed, "--speed", command);
            Path data = Checkout.root().resolve(".bisync/limits-bench");
            return BenchReport.of("limits", command, told -> {
                LimitsFigures figures = new LimitsBench(data, faster, watched, told).run();
                return new BenchReport(figures.text(), figures);
            });
        }
        int wanted = Arguments.within(1_000, MOST, orders, "--orders", command);
        Path folder = Checkout.root().resolve(".bisync/history-bench");
        return BenchReport.of("history", command, told -> {
            HistoryFigures figures = new HistoryBench(folder, wanted, told).run();
            return new BenchReport(figures.text(), figures);
        });
    }
}

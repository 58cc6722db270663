package io.bisync.proof.live;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench live}: how long a change takes to its row; prints figures and judges none. */
@Command(
        name = "live",
        sortOptions = false,
        description = {
            "How long a change takes from the ERP through Kafka to its row, and how many loads that costs; all figures also go to target/bench-live.json.",
            ""
        })
public final class LiveCommandLine implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rates",
            paramLabel = "<n>",
            split = ",",
            description = "Changes of orders a second, one round each (1,6,100).")
    private List<Integer> rates = List.of(1, 6, 100);

    @Option(names = "--seconds", paramLabel = "<n>", description = "How long each round is (${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Override
    public Integer call() {
        var of = spec.commandLine();
        rates.forEach(rate -> Arguments.within(1, 1_000, rate, "--rates", of));
        var length = Duration.ofSeconds(Arguments.within(5, 3_600, seconds, "--seconds", of));
        Path folder = Checkout.root().resolve(".bisync/live");
        return BenchReport.of("live", of, told -> {
            var rounds = new LiveBench(folder, rates, length, InstantSource.system(), told).run();
            return new BenchReport(LiveRound.table(rounds), Map.of("rounds", rounds));
        });
    }
}

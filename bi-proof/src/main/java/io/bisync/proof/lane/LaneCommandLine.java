package io.bisync.proof.lane;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench lanes}: what lanes gain beside other listeners; prints figures and judges none. */
@Command(
        name = "lanes",
        sortOptions = false,
        description = {
            "How many records a second a plain listener, lanes and a share group handle whose work is waiting; all figures also go to target/bench-lanes.json.",
            ""
        })
public final class LaneCommandLine implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--work",
            paramLabel = "<n>",
            split = ",",
            description = "Milliseconds of work for each record, one round each (1,10,100).")
    private List<Integer> works = List.of(1, 10, 100);

    @Option(
            names = "--seconds",
            paramLabel = "<n>",
            description = "About so long the plain listener takes in each round (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Override
    public Integer call() {
        var of = spec.commandLine();
        works.forEach(work -> Arguments.within(1, 1_000, work, "--work", of));
        var length = Duration.ofSeconds(Arguments.within(5, 3_600, seconds, "--seconds", of));
        Path folder = Checkout.root().resolve(".bisync/lanes");
        return BenchReport.of("lanes", of, told -> {
            var rounds = new LaneBench(folder, length, told).run(works);
            return new BenchReport(LaneFigures.table(rounds), Map.of("rounds", rounds));
        });
    }
}

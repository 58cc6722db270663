package io.bisync.proof.pull;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench pull}. */
@Command(
        name = "pull",
        description = {
            "What pulling costs, and how late it is: 22 entities of many accounts while nothing changes, and beside history loads that take every call they get. At the end how stale changes are under the schedule alone, beside the best fixed frequencies and one who knows every change. All figures also go to target/bench-pull.json.",
            ""
        })
public final class PullCommandLine implements Callable<Integer> {

    private static final int MOST_ACCOUNTS = 1_000;
    private static final int MOST_SECONDS = 86_400;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--accounts",
            paramLabel = "<n>",
            split = ",",
            description = "How many accounts, one run for each number (1,20,100).")
    private List<Integer> accounts = List.of(1, 20, 100);

    @Option(
            names = "--seconds",
            paramLabel = "<n>",
            description = "How long each of the two stretches of a run is watched (${DEFAULT-VALUE}).")
    private int seconds = 120;

    @Option(
            names = "--speed",
            paramLabel = "<n>",
            description =
                    "How many times faster than in life paces and call limits are (${DEFAULT-VALUE}); requests a second rise with it.")
    private double speed = 1;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        accounts.forEach(it -> Arguments.within(1, MOST_ACCOUNTS, it, "--accounts", command));
        Path folder = Checkout.root().resolve(".bisync/pull");
        int watched = Arguments.within(10, MOST_SECONDS, seconds, "--seconds", command);
        double faster = Arguments.atLeast(1, speed, "--speed", command);
        return BenchReport.of("pull", command, told -> {
            var runs = new PullBench(folder, accounts, watched, faster, told).run();
            var staleness = Activity.all().stream().map(Staleness::of).toList();
            return new BenchReport(
                    Stream.concat(runs.stream().flatMap(it -> it.text().stream()), Staleness.table(staleness).stream())
                            .toList(),
                    Map.of("runs", runs, "staleness", staleness));
        });
    }
}

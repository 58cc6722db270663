package io.bisync.proof;

import io.bisync.local.command.Arguments;
import io.bisync.proof.bench.LoadCommandLine;
import io.bisync.proof.dedup.DedupCommandLine;
import io.bisync.proof.history.bench.HistoryBenchCommandLine;
import io.bisync.proof.lane.LaneCommandLine;
import io.bisync.proof.live.LiveCommandLine;
import io.bisync.proof.publish.PublishCommandLine;
import io.bisync.proof.pull.PullCommandLine;
import io.bisync.proof.start.StartCommandLine;
import picocli.CommandLine.Command;

/** {@code ./bi bench}: each benchmark is a command of its own below it. */
@Command(
        name = "./bi bench",
        synopsisSubcommandLabel = "<benchmark>",
        description = {"Measures; prints figures and judges none.", ""},
        commandListHeading = "%nBenchmarks, each with a --help of its own:%n",
        subcommands = {
            DedupCommandLine.class,
            HistoryBenchCommandLine.class,
            LaneCommandLine.class,
            LiveCommandLine.class,
            LoadCommandLine.class,
            PublishCommandLine.class,
            PullCommandLine.class,
            StartCommandLine.class
        })
public final class BenchCommandLine {

    public static void main(String... arguments) {
        System.exit(Arguments.of(new BenchCommandLine()).execute(arguments));
    }
}

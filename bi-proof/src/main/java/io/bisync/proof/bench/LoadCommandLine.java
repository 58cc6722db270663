package io.bisync.proof.bench;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.proof.report.BenchReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi bench load}: what loading costs beside a loop that does not parse; prints figures and judges none. */
@Command(
        name = "load",
        sortOptions = false,
        description = {
            "What loading costs beside a loop that does not parse; all figures also go to target/bench-load.json.",
            ""
        })
public final class LoadCommandLine implements Callable<Integer> {

    /** The local broker has two topics of six partitions for each. */
    private static final int MOST_TOPICS = 100;

    private static final int MOST = 1_000_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--records", paramLabel = "<n>", description = "Records of the measured part (${DEFAULT-VALUE}).")
    private int records = 3_000_000;

    @Option(
            names = "--warm-up",
            paramLabel = "<n>",
            description = "Records before it, in the same process (${DEFAULT-VALUE}).")
    private int warmUp = 300_000;

    @Option(
            names = "--rounds",
            paramLabel = "<n>",
            description = "How often each variant runs, in turn (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--variants",
            paramLabel = "<list>",
            hideParamSyntax = true,
            split = ",",
            description = "Of ceiling,padded,parse,product (all).")
    private List<Variant> variants = List.of(Variant.values());

    @Option(names = "--heap", paramLabel = "<size>", description = "-Xmx of every measured process (${DEFAULT-VALUE}).")
    private String heap = "256m";

    @Option(names = "--collector", paramLabel = "<name>", description = "Serial, Parallel, G1 or Z (${DEFAULT-VALUE}).")
    private String collector = "Serial";

    @Option(names = "--seed", paramLabel = "<n>", description = "Decides what the orders look like (${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(
            names = "--order-kb",
            paramLabel = "<n>",
            description = "Every order has about so many KB, by more items; 0 for as they are (${DEFAULT-VALUE}).")
    private int orderKb;

    @Option(
            names = "--topics",
            paramLabel = "<n>",
            description = "Topics that the service has assigned, all but one of them empty (${DEFAULT-VALUE}).")
    private int topics = 1;

    @Option(
            names = "--linger",
            paramLabel = "<time>",
            description = "How long the service's partitions rest after a small round (${DEFAULT-VALUE}).")
    private String linger = "1s";

    @Option(
            names = "--trickle",
            paramLabel = "<n>",
            description = "Seconds of single orders after the last backlog, 0 for none (${DEFAULT-VALUE}).")
    private int trickleSeconds = 10;

    @Option(
            names = "--jvm",
            paramLabel = "<option>",
            description = "One more option of the measured processes; may be repeated.")
    private List<String> jvm = List.of();

    @Option(
            names = "--set",
            paramLabel = "<name=value>",
            description = "One more setting of the service; may be repeated.")
    private List<String> properties = List.of();

    /** What is asked for; without options, the whole benchmark. */
    static BenchSettings settings(String... arguments) {
        var command = new LoadCommandLine();
        Arguments.of(command).parseArgs(arguments);
        return command.settings();
    }

    @Option(
            names = "--unknown-fields",
            description = "Only what 0, 1 and 5 unknown fields cost a record, which is told at the end otherwise.")
    private boolean unknownFields;

    @Override
    public Integer call() {
        BenchSettings settings = settings();
        CommandLine command = spec.commandLine();
        if (unknownFields) {
            new UnknownFieldCosts().tell(seed, command.getOut()::println);
            return 0;
        }
        Path folder = Checkout.root().resolve(".bisync").resolve(settings.folder());
        return BenchReport.of("load", command, told -> {
            var outcome = new LoadBench(folder, settings, told).run();
            List<String> table = new ArrayList<>(outcome.text());
            new UnknownFieldCosts().tell(seed, table::add);
            return new BenchReport(table, outcome.figures());
        });
    }

    private BenchSettings settings() {
        CommandLine of = spec.commandLine();
        return new BenchSettings(
                Arguments.within(1, MOST, records, "--records", of),
                Arguments.within(0, MOST, warmUp, "--warm-up", of),
                Arguments.atLeast(1, rounds, "--rounds", of),
                List.copyOf(variants),
                heap,
                collector,
                Arguments.atLeast(0, seed, "--seed", of),
                Arguments.within(0, Enlarged.MOST_KB, orderKb, "--order-kb", of),
                Arguments.within(1, MOST_TOPICS, topics, "--topics", of),
                linger,
                Arguments.atLeast(0, trickleSeconds, "--trickle", of),
                List.copyOf(jvm),
                properties.stream().map(property -> "--" + property).toList());
    }
}

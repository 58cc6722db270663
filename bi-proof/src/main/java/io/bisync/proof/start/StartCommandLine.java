package io.bisync.proof.start;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        var of = spec.commandLine();
        var bench = new StartBench(
                Checkout.root().resolve(".bisync/start"),
                Arguments.within(1, 1_000, rounds, "--rounds", of),
                Arguments.within(2, MOST_ORDERS, orders, "--orders", of),
                StartCommandLine::tell);
        try {
            var outcome = bench.run();
            Path file = Checkout.root().resolve("target/bench-start.json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, outcome.json());
            tell("");
            outcome.text().forEach(StartCommandLine::tell);
            tell("All figures: target/bench-start.json");
            return 0;
        } catch (IOException | RuntimeException failed) {
            System.err.println("The benchmark could not be carried out: " + failed.getMessage());
            Arrays.stream(failed.getStackTrace()).limit(5).forEach(it -> System.err.println("  at " + it));
            return 1;
        }
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}

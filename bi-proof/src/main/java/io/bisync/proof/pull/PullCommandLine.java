package io.bisync.proof.pull;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./bi bench pull}. */
@Command(
        name = "pull",
        description = {
            "What pulling costs, and how late it is: 22 entities of many accounts while nothing changes, and beside history loads that take every call they get; all figures also go to target/bench-pull.json.",
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
        var of = spec.commandLine();
        accounts.forEach(it -> Arguments.within(1, MOST_ACCOUNTS, it, "--accounts", of));
        var bench = new PullBench(
                Checkout.root().resolve(".bisync/pull"),
                accounts,
                Arguments.within(10, MOST_SECONDS, seconds, "--seconds", of),
                Arguments.atLeast(1, speed, "--speed", of),
                PullCommandLine::tell);
        try {
            List<PullFigures> figures = new ArrayList<>(bench.run());
            Path file = Checkout.root().resolve("target/bench-pull.json");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(figures));
            tell("");
            figures.stream().flatMap(it -> it.text().stream()).forEach(PullCommandLine::tell);
            tell("All figures: target/bench-pull.json");
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

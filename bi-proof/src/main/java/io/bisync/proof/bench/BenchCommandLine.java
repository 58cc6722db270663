package io.bisync.proof.bench;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code ./bi bench load}: what loading costs beside a loop that does not parse; prints figures and judges none. */
public final class BenchCommandLine {

    private BenchCommandLine() {}

    public static void main(String... arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("load")) {
            System.err.println(BenchSettings.USAGE);
            return 2;
        }
        if (arguments.contains("--help")) {
            tell(BenchSettings.USAGE);
            return 0;
        }
        BenchSettings settings;
        try {
            settings = BenchSettings.of(arguments.subList(1, arguments.size()));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + System.lineSeparator() + BenchSettings.USAGE);
            return 2;
        }
        try {
            var outcome = new LoadBench(
                            Checkout.root().resolve(".bisync").resolve(settings.folder()),
                            settings,
                            BenchCommandLine::tell)
                    .run();
            Path file = Checkout.root().resolve("target/bench-load.json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, outcome.json());
            tell("");
            outcome.text().forEach(BenchCommandLine::tell);
            tell("All figures: target/bench-load.json");
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

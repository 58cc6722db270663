package io.bisync.proof.report;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark found.
 *
 * @param table lines for a person
 * @param figures everything that was measured, as Jackson writes it, for a machine
 */
public record BenchReport(List<String> table, Object figures) {

    private static final int FRAMES = 5;

    /** Measures, and says meanwhile how far it is. */
    @FunctionalInterface
    public interface Bench {
        BenchReport run(Consumer<String> told) throws IOException;
    }

    /**
     * Carries a benchmark out, prints its table, and writes its figures to {@code target/bench-<name>.json} of the checkout.
     *
     * @return the exit code: 0, or 1 where it could not be carried out
     */
    public static int of(String name, CommandLine command, Bench bench) {
        var out = command.getOut();
        try {
            BenchReport report = bench.run(out::println);
            Path file = Checkout.root().resolve("target/bench-%s.json".formatted(name));
            Files.createDirectories(file.getParent());
            Files.writeString(file, report.json());
            out.println();
            report.table.forEach(out::println);
            out.println("All figures: target/bench-%s.json".formatted(name));
            return 0;
        } catch (IOException | RuntimeException failed) {
            var err = command.getErr();
            err.println("The benchmark could not be carried out: " + failed.getMessage());
            Arrays.stream(failed.getStackTrace()).limit(FRAMES).forEach(it -> err.println("  at " + it));
            return 1;
        }
    }

    String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(figures);
    }
}

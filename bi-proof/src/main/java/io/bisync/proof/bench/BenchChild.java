package io.bisync.proof.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The main class of every process that the benchmark starts. */
final class BenchChild {

    private BenchChild() {}

    /** Called with what to be, and the file of its task; the sink gets its two ports instead. */
    public static void main(String... arguments) throws Exception {
        switch (arguments[0]) {
            case "sink" -> Sink.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            case "fill" -> Fill.run(Task.read(Path.of(arguments[1])));
            default -> measure(Variant.of(arguments[0]).orElseThrow(), Task.read(Path.of(arguments[1])));
        }
        // Nacos and gRPC leave threads behind.
        System.exit(0);
    }

    private static void measure(Variant variant, Task task) throws Exception {
        var costs = new Costs();
        costs.watchMemory();
        var stretch = new Stretch(costs, task.warmUp(), task.records());
        task.found(stretch.measured(variant, run(variant, task, stretch)));
    }

    private static Measured.@Nullable Trickle run(Variant variant, Task task, Stretch stretch) throws Exception {
        switch (variant) {
            case CEILING -> Ceiling.run(task, stretch, 1);
            case PADDED -> Ceiling.run(task, stretch, task.growth());
            case PARSE -> Parse.run(task, stretch);
            case PRODUCT -> {
                return Product.run(task, stretch);
            }
        }
        return null;
    }
}

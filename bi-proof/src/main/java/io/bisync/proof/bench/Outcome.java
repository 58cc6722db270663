package io.bisync.proof.bench;

import io.bisync.proof.report.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** All runs, and what their medians say. */
record Outcome(BenchSettings settings, Backlog.Contents backlog, List<Measured> runs) {

    private static final double MEGA = 1 << 20;

    /** CPU of one variant by that of the product, empty when one of them was not run. */
    OptionalDouble ratio(Variant variant) {
        double ratio = cpu(variant) / cpu(Variant.PRODUCT);
        return Double.isNaN(ratio) ? OptionalDouble.empty() : OptionalDouble.of(ratio);
    }

    /** As lines for a person. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-5s %-58s %9s %11s %8s %8s %8s %8s %6s %9s %8s %7s"
                .formatted(
                        "",
                        "medians of %d rounds of %,d records after %,d"
                                .formatted(settings.rounds(), settings.records(), settings.warmUp()),
                        "CPU-s/M",
                        "records/s",
                        "GC s",
                        "heap MB",
                        "live MB",
                        "RSS MB",
                        "loads",
                        "rows/load",
                        "MB",
                        "polls"));
        for (Variant variant : settings.variants()) {
            lines.add("%-5s %-58s %9.2f %,11.0f %8.2f %8.0f %8.0f %8.0f %6.0f %,9.0f %,8.0f %,7.0f"
                    .formatted(
                            variant.sign(),
                            variant.meaning(),
                            cpu(variant),
                            median(variant, Measured::recordsPerSecond),
                            median(variant, it -> it.collectionMillis() / 1e3),
                            median(variant, it -> it.heapPeak() / MEGA),
                            median(variant, it -> it.heapLive() / MEGA),
                            median(variant, it -> it.resident() / MEGA),
                            median(variant, Measured::loads),
                            median(variant, Measured::rowsPerLoad),
                            median(variant, it -> it.bytes() / MEGA),
                            median(variant, Measured::rounds)));
        }
        ratio(Variant.CEILING).ifPresent(it -> lines.add("ratio (a)/(b) in CPU-seconds:  %.3f".formatted(it)));
        ratio(Variant.PADDED).ifPresent(it -> lines.add("ratio (a')/(b) in CPU-seconds: %.3f".formatted(it)));
        ratio(Variant.PARSE).ifPresent(it -> lines.add("ratio (c)/(b) in CPU-seconds:  %.3f".formatted(it)));
        product().stream()
                .map(Measured::trickle)
                .filter(Objects::nonNull)
                .forEach(it -> lines.add(
                        "backlog: %,.0f rows per load on average; trickle of %d single orders at a linger of %s: the slowest is loaded and committed after %,d ms, the mean is %,d ms"
                                .formatted(
                                        median(Variant.PRODUCT, Measured::rowsPerLoad),
                                        it.records(),
                                        settings.linger(),
                                        it.slowestMillis(),
                                        it.meanMillis())));
        return lines;
    }

    /** For a machine. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        ratio(Variant.CEILING).ifPresent(it -> figures.put("ratio", it));
        ratio(Variant.PADDED).ifPresent(it -> figures.put("ratioPadded", it));
        ratio(Variant.PARSE).ifPresent(it -> figures.put("ratioParse", it));
        Map<String, Double> cpu = new LinkedHashMap<>();
        settings.variants().forEach(it -> cpu.put(it.word(), cpu(it)));
        figures.put("cpuSecondsPerMillion", cpu);
        figures.put("settings", settings);
        figures.put("backlog", backlog);
        figures.put("runs", runs);
        return figures;
    }

    private double cpu(Variant variant) {
        return median(variant, Measured::cpuPerMillion);
    }

    private List<Measured> product() {
        return runs.stream()
                .filter(it -> it.variant().equals(Variant.PRODUCT.word()))
                .toList();
    }

    private double median(Variant variant, ToDoubleFunction<Measured> figure) {
        return Median.of(runs.stream()
                .filter(it -> it.variant().equals(variant.word()))
                .map(it -> figure.applyAsDouble(it))
                .toList());
    }
}

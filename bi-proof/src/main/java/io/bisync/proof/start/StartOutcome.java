package io.bisync.proof.start;

import io.bisync.proof.report.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All starts, and what they say: medians, and the medians of each round's ratios, which a busy machine moves least. */
record StartOutcome(List<Start> starts) {

    /** As lines for a person. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-28s %14s %14s %14s   %s"
                .formatted("medians: seconds / CPU", "jar", "extracted", "trained", "trained by jar: seconds, CPU"));
        for (String what : whats()) {
            var line = new StringBuilder("%-28s".formatted(what));
            for (Form form : Form.values()) {
                line.append(" %6.2f / %5.2f"
                        .formatted(
                                median(of(what, form), Start::wallSeconds), median(of(what, form), Start::cpuSeconds)));
            }
            lines.add(line
                    + "   %.2f, %.2f"
                            .formatted(
                                    ratio(what, Form.TRAINED, Form.JAR, Start::wallSeconds),
                                    ratio(what, Form.TRAINED, Form.JAR, Start::cpuSeconds)));
        }
        return lines;
    }

    /** For a machine. */
    Map<String, Object> figures() {
        Map<String, Object> ratios = new LinkedHashMap<>();
        for (String what : whats()) {
            Map<String, Double> of = new LinkedHashMap<>();
            for (Form by : List.of(Form.JAR, Form.EXTRACTED)) {
                of.put("seconds by " + by.word(), ratio(what, Form.TRAINED, by, Start::wallSeconds));
                of.put("CPU by " + by.word(), ratio(what, Form.TRAINED, by, Start::cpuSeconds));
            }
            ratios.put(what, of);
        }
        return Map.of("trained", ratios, "starts", starts);
    }

    /** The median over the rounds of one form by another. */
    double ratio(String what, Form one, Form other, ToDoubleFunction<Start> figure) {
        List<Double> ratios = new ArrayList<>();
        for (Start start : of(what, one)) {
            of(what, other).stream()
                    .filter(it -> it.round() == start.round())
                    .forEach(it -> ratios.add(figure.applyAsDouble(start) / figure.applyAsDouble(it)));
        }
        return Median.of(ratios);
    }

    private List<String> whats() {
        return starts.stream().map(Start::what).distinct().toList();
    }

    private List<Start> of(String what, Form form) {
        return starts.stream()
                .filter(it -> it.what().equals(what) && it.form() == form)
                .toList();
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return Median.of(starts.stream().map(it -> figure.applyAsDouble(it)).toList());
    }
}

package io.bisync.cron.run;

import io.bisync.run.RunPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a run would do, for a person. */
final class PlanText {

    private PlanText() {}

    /** A line for every account and entity, and one for all. */
    static List<String> of(RunPlan plan) {
        var columns =
                new Columns("account", "entity", "slices", "rows", "calls", "takes", "loaded", "underway", "refused");
        for (RunPlan.Part part : plan.parts()) {
            columns.add(
                    part.account(),
                    part.entity(),
                    Figures.number(part.slices()),
                    Figures.number(part.rows()),
                    Figures.number(part.calls()),
                    Figures.duration(part.takes()),
                    stretch(part.loaded()),
                    underway(part),
                    Objects.requireNonNullElse(part.refusal(), ""));
        }
        List<String> lines = new ArrayList<>(columns.lines());
        lines.add(totals(plan));
        lines.add("Nothing was begun");
        return lines;
    }

    /** All of it in a sentence. */
    static String totals(RunPlan plan) {
        String all = "%s to %s (Asia/Shanghai): ".formatted(Figures.time(plan.from()), Figures.time(plan.to()));
        if (plan.slices() == 0) {
            return all + "nothing is left to load";
        }
        String slices = all + slices(plan.slices());
        if (plan.rows() == null || plan.calls() == null) {
            return slices + "; nothing was loaded before that could tell how many rows and calls";
        }
        return "%s, about %s rows, about %s calls, takes about %s"
                .formatted(
                        slices,
                        Figures.number(plan.rows()),
                        Figures.number(plan.calls()),
                        Figures.duration(plan.takes()));
    }

    static String slices(int slices) {
        return slices == 1 ? "1 slice" : Figures.number(slices) + " slices";
    }

    private static String stretch(Duration stretch) {
        return stretch.isZero() ? Figures.NONE : Figures.duration(stretch);
    }

    private static String underway(RunPlan.Part part) {
        String runs = part.runs().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return runs.isEmpty() ? stretch(part.underway()) : stretch(part.underway()) + " in run " + runs;
    }
}

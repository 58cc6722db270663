package io.bisync.cron.run;

import io.bisync.run.RunKind;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run would do, for a person. */
final class PlanText {

    private PlanText() {}

    /** A line for every account and entity, one for what Kafka does not have any more, and one for all. */
    static List<String> of(RunRequest request, RunPlan plan) {
        var columns = new Columns(
                "account", "entity", "slices", "rows", "calls", "takes", "loaded", "underway", "kept since", "refused");
        for (RunPlan.Part part : plan.parts()) {
            columns.add(
                    Figures.account(part.account()),
                    part.entity(),
                    Figures.number(part.slices()),
                    Figures.number(part.rows()),
                    Figures.number(part.calls()),
                    Figures.duration(part.takes()),
                    stretch(part.loaded()),
                    underway(part),
                    part.kept() == null ? Figures.NONE : Figures.time(part.kept()),
                    Objects.requireNonNullElse(part.refusal(), ""));
        }
        List<String> lines = new ArrayList<>(columns.lines());
        plan.parts().stream().flatMap(part -> rest(request, plan, part)).forEach(lines::add);
        lines.add(totals(request, plan));
        lines.add("Nothing was begun");
        return lines;
    }

    /** All of it in a sentence. */
    static String totals(RunRequest request, RunPlan plan) {
        var verb = RunVerb.of(request.kind());
        String all = "%s to %s (Asia/Shanghai): ".formatted(Figures.time(plan.from()), Figures.time(plan.to()));
        if (plan.slices() == 0) {
            return all + verb.nothing();
        }
        String slices = all + slices(plan.slices());
        return switch (request.kind()) {
            case REPLAY -> "%s, at most %s records, no calls".formatted(slices, Figures.number(plan.rows()));
            case REDRIVE -> "%s, %s letters, no calls".formatted(slices, Figures.number(plan.rows()));
            case HISTORY, VERIFY, REPAIR -> slices + costs(plan, request.kind() == RunKind.HISTORY);
        };
    }

    private static String costs(RunPlan plan, boolean withRows) {
        if (plan.calls() == null || (withRows && plan.rows() == null)) {
            return "; nothing was loaded before that could tell how many rows and calls";
        }
        return "%s, about %s calls%s"
                .formatted(
                        withRows ? ", about %s rows".formatted(Figures.number(plan.rows())) : "",
                        Figures.number(plan.calls()),
                        plan.takes() == null ? "" : ", takes about " + Figures.duration(plan.takes()));
    }

    /** What was asked for and Kafka does not have any more, as the command that loads it from the ERP. */
    private static Stream<String> rest(RunRequest request, RunPlan plan, RunPlan.Part part) {
        var kept = part.kept();
        if (kept == null || (plan.from() != null && !plan.from().isBefore(kept))) {
            return Stream.empty();
        }
        String accounts = part.account() != null
                ? part.account()
                : request.accounts().isEmpty() ? "all" : String.join(",", request.accounts());
        return Stream.of(
                "Kafka has every record of account %s %s since %s only; the rest from the ERP: run%s account=%s entity=%2$s from=%s to=%s again"
                        .formatted(
                                Figures.account(part.account()),
                                part.entity(),
                                Figures.time(kept),
                                request.source().equals(Arguments.SOURCE) ? "" : " source=" + request.source(),
                                accounts,
                                plan.from() == null ? "<first day>" : Figures.argument(plan.from()),
                                // Whatever was published before changed before.
                                Figures.argument(kept.plusSeconds(1))));
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

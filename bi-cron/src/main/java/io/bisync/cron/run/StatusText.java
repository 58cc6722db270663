package io.bisync.cron.run;

import io.bisync.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a run is, for a person. */
final class StatusText {

    private StatusText() {}

    /** A line for every account and entity, and one for all. */
    static List<String> of(RunStatus status) {
        var verb = RunVerb.of(status.kind());
        var columns = new Columns("account", "entity", verb.done(), "of", "failed", "rows", "expected", "calls", "why");
        for (RunStatus.Part part : status.parts()) {
            columns.add(
                    Figures.account(part.account()),
                    part.entity(),
                    Figures.number(part.slices().complete()),
                    Figures.number(part.slices().all()),
                    Figures.number(part.slices().failed()),
                    Figures.number(part.rows()),
                    part.expected() == 0 ? Figures.NONE : Figures.number(part.expected()),
                    Figures.number(part.calls()),
                    why(part.code(), part.detail()));
        }
        List<String> lines = new ArrayList<>(columns.lines());
        lines.addAll(FoundText.of(status));
        lines.add(totals(status));
        return lines;
    }

    /** All of it in a sentence. */
    static String totals(RunStatus status) {
        var verb = RunVerb.of(status.kind());
        var counts = status.slices();
        String totals = "Run %d (%s%s, begun %s by %s) is %s: %s of %s %s, %s rows, %s calls"
                .formatted(
                        status.id(),
                        status.source(),
                        verb == RunVerb.RUN ? "" : ", " + verb.word(),
                        Figures.time(status.startedAt()),
                        status.startedBy(),
                        status.state(),
                        Figures.number(counts.complete()),
                        PlanText.slices(counts.all()),
                        verb.done(),
                        Figures.number(status.rows()),
                        Figures.number(status.calls()));
        var until = status.until();
        return Stream.of(
                        totals,
                        status.setAside() == 0 ? "" : Figures.number(status.setAside()) + " set aside",
                        status.takes() == null ? "" : Figures.duration(status.takes()) + " to go",
                        until == null ? "" : "goes on at " + Figures.time(until),
                        why(status.code(), status.detail()))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** The code and its words; empty where nothing is wrong. */
    static String why(@Nullable String code, @Nullable String detail) {
        return Stream.of(code, detail).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }
}

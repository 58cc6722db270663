package io.bisync.cron.run;

import io.bisync.run.Finding;
import io.bisync.run.RunKind;
import io.bisync.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a verification or a rehearsal found, for a person. */
final class FoundText {

    private FoundText() {}

    /** A line for every account, entity and sort, with examples; none where nothing was compared. */
    static List<String> of(RunStatus status) {
        List<String> lines = new ArrayList<>();
        for (RunStatus.Part part : status.parts()) {
            for (RunStatus.Found found : part.found()) {
                lines.add("account %s %s: %s %s%s"
                        .formatted(
                                Figures.account(part.account()),
                                part.entity(),
                                rows(found.rows()),
                                words(found.sort(), status.kind() == RunKind.REPLAY),
                                found.places() > 1 ? ", at %s places".formatted(Figures.number(found.places())) : ""));
                found.examples().forEach(example -> lines.add("  " + example(example)));
            }
        }
        return lines;
    }

    /** Of how many rows something holds. */
    static long rows(RunStatus status, Predicate<Finding.Sort> sorts) {
        return status.parts().stream()
                .flatMap(part -> part.found().stream())
                .filter(it -> sorts.test(it.sort()))
                .mapToLong(RunStatus.Found::rows)
                .sum();
    }

    /** Whether both sides differ in it. */
    static boolean isDifference(Finding.Sort sort) {
        return switch (sort) {
            case MISSING, DIFFERENT, LEFT_OVER -> true;
            case SAME, NEWER, UNKNOWN -> false;
        };
    }

    static String rows(long rows) {
        return rows == 1 ? "1 row" : Figures.number(rows) + " rows";
    }

    private static String words(Finding.Sort sort, boolean rehearsed) {
        return switch (sort) {
            case SAME -> rehearsed ? "would stay as they are" : "the same on both sides";
            case MISSING -> rehearsed ? "would be added" : "missing in StarRocks";
            case DIFFERENT -> rehearsed ? "would change" : "different in StarRocks";
            case LEFT_OVER -> "only in StarRocks";
            case NEWER -> rehearsed ? "newer in StarRocks, and left alone" : "newer in StarRocks";
            case UNKNOWN -> "cannot be known";
        };
    }

    private static String example(Finding example) {
        String where = example.from() == null && example.to() == null
                ? ""
                : "%s to %s, %s"
                        .formatted(Figures.time(example.from()), Figures.time(example.to()), rows(example.rows()));
        String detail = example.detail() == null ? "" : example.detail();
        return where
                + (where.isEmpty() || detail.isEmpty() ? "" : ": ")
                + (where.isEmpty() && detail.isEmpty() ? rows(example.rows()) : detail);
    }
}

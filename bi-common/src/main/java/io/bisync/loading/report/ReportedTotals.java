package io.bisync.loading.report;

import io.bisync.account.StatusReport.Loaded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What bi-basic has of our totals, so that a report carries only what changed. */
final class ReportedTotals {

    private record Subject(String account, String entity) {}

    /** Counted under a former name of this process. */
    private final Map<Subject, Loaded> before = new HashMap<>();

    private final Map<Subject, Loaded> taken = new HashMap<>();
    private boolean all = true;

    /** What the next report has to carry. */
    List<Loaded> news(List<Loaded> totals) {
        return totals.stream()
                .map(it -> since(before.get(subject(it)), it))
                .filter(it -> all || !it.equals(taken.get(subject(it))))
                .toList();
    }

    /** bi-basic took a report with these. */
    void taken(List<Loaded> news) {
        news.forEach(it -> taken.put(subject(it), it));
        all = false;
    }

    /** Nobody knows what bi-basic has: everything is told again. */
    void unsure() {
        all = true;
    }

    /** From now on this process has another name: what was taken under the old one is not told again. */
    void beginAnew() {
        taken.forEach((subject, it) -> before.merge(subject, it, ReportedTotals::plus));
        taken.clear();
        all = true;
    }

    private static Loaded plus(Loaded one, Loaded more) {
        return new Loaded(
                more.account(),
                more.entity(),
                one.rows() + more.rows(),
                one.deadLetters() + more.deadLetters(),
                more.lastLoaded(),
                more.newestChange());
    }

    private static Loaded since(@Nullable Loaded before, Loaded total) {
        return before == null
                ? total
                : new Loaded(
                        total.account(),
                        total.entity(),
                        total.rows() - before.rows(),
                        total.deadLetters() - before.deadLetters(),
                        total.lastLoaded(),
                        total.newestChange());
    }

    private static Subject subject(Loaded it) {
        return new Subject(it.account(), it.entity());
    }
}

package io.bisync.proof.tampering;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.comparison.CheckedTables;
import io.bisync.proof.comparison.Comparison;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Checks the check: tampers with a stack that stands still, and looks whether the comparison finds each deed and names it. */
public final class SelfCheck {

    private final LocalStack stack;
    private final Sql sql;
    private final Topics topics;
    private final Comparison comparison;
    private final Consumer<String> progress;

    public SelfCheck(LocalStack stack, Sql sql, Topics topics, Comparison comparison, Consumer<String> progress) {
        this.stack = stack;
        this.sql = sql;
        this.topics = topics;
        this.comparison = comparison;
        this.progress = progress;
    }

    /** One deed after the other; with the last undone, nothing may be found any more. */
    public List<Finding> run() {
        EarlierEvent earlier = EarlierEvent.find(topics).orElse(null);
        if (earlier == null) {
            return List.of(Finding.of(
                    Verdict.FAILED, "Some order has an earlier version", "none", List.of("No topic holds one")));
        }
        var tables = new TamperedTables(stack, sql);
        List<Finding> findings = new ArrayList<>();
        findings.add(tamper(() -> tables.deletedRow(another(BusinessTable::isChild))));
        findings.add(tamper(() -> tables.changedAmount(
                another(table -> !table.isChild() && table.amount().isPresent()))));
        findings.add(tamper(() -> tables.olderVersion(earlier)));
        findings.add(tamper(() -> new SpareLetter(stack).set(earlier.place())));
        findings.add(tamper(tables::plantedMark));
        findings.add(Finding.of(
                Verdict.FAILED,
                "The check finds nothing once all of it is undone",
                "exit code 0",
                Finding.failed(comparison.findings()).map(Finding::toString).toList()));
        return findings;
    }

    /** Of another entity than the orders: what is found there is found by the page alone. */
    private BusinessTable another(Predicate<BusinessTable> which) {
        return CheckedTables.in(sql, topics).all().stream()
                .filter(table -> !table.page().entity().equals("order"))
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    /** While the deed stands the comparison ends with its verdict and names it; then it is undone. */
    private Finding tamper(Supplier<Tampering> deed) {
        Tampering tampering = deed.get();
        List<Finding> findings = comparison.findings();
        tampering.undo().run();
        Verdict verdict = Finding.verdict(findings);
        String named = Finding.failed(findings)
                .findFirst()
                .map(finding -> String.join("; ", finding.contradictions()))
                .orElse("nothing");
        progress.accept("%s: exit code %d: %s".formatted(tampering.what(), verdict.code(), named));
        List<String> wrong = new ArrayList<>();
        if (verdict != tampering.verdict()) {
            wrong.add("The exit code is %d instead of %d"
                    .formatted(verdict.code(), tampering.verdict().code()));
        }
        if (!named.contains(tampering.names())) {
            wrong.add("The finding does not say '%s'".formatted(tampering.names()));
        }
        return Finding.of(
                Verdict.FAILED, "The check finds " + tampering.what(), "exit code %d".formatted(verdict.code()), wrong);
    }
}

package io.bisync.proof;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the check: tampers with a small demo that stands still, and looks whether the comparison finds each deed and names it. */
final class SelfCheck {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final LocalStack stack;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Sql sql;
    private final Topics topics;
    private final Comparison comparison;
    private @Nullable EarlierEvent earlier;

    SelfCheck(LocalStack stack, InstantSource clock, Consumer<String> progress) {
        this.stack = stack;
        this.clock = clock;
        this.progress = progress;
        this.sql = Sql.of(stack);
        this.topics = new Topics(stack.kafka().bootstrapServers());
        this.comparison = new Comparison(stack, sql, topics);
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        HistoryLoads.run(stack, clock, _ -> {});
        findings.add(new HistoryKill(stack, clock).strike());
        progress.accept(findings.getFirst().toString());
        findings.add(finishDemo());
        findings.addAll(comparison.findings());
        EarlierEvent event = earlier;
        if (event == null || Finding.verdict(findings) != Verdict.AGREED) {
            return findings;
        }
        progress.accept("Both sides agree; tampering begins");
        var tables = new TamperedTables(stack, sql);
        findings.add(tamper(() -> tables.deletedRow(another(BusinessTable::isChild))));
        findings.add(tamper(() -> tables.changedAmount(
                another(table -> !table.isChild() && table.amount().isPresent()))));
        findings.add(tamper(() -> tables.olderVersion(event)));
        findings.add(tamper(() -> new SpareLetter(stack).set(event.place())));
        findings.add(tamper(tables::plantedMark));
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

    /** A few changes, so that some orders have an earlier version. */
    private Finding finishDemo() {
        Poisoning.run(stack);
        stack.jushuitan().pace().changesPerSecond(40);
        boolean replaced = Patience.await(
                () -> {
                    Optional<EarlierEvent> found = EarlierEvent.find(topics);
                    earlier = found.orElse(null);
                    return found.isPresent();
                },
                LIMIT);
        Finding loaded = new StandStill(stack, clock, topics).await();
        return replaced
                ? loaded
                : Finding.of(
                        Verdict.FAILED, "Some order has an earlier version", "none", List.of("None within " + LIMIT));
    }

    /** The comparison ends with the verdict while the deed stands, and agrees again once it is undone. */
    private Finding tamper(Supplier<Tampering> deed) {
        Tampering tampering = deed.get();
        List<Finding> findings = comparison.findings();
        tampering.undo().run();
        List<Finding> after = comparison.findings();
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
        Finding.failed(after).forEach(finding -> wrong.add("After the undoing: " + finding));
        return Finding.of(
                Verdict.FAILED,
                "The check finds %s, and nothing once it is undone".formatted(tampering.what()),
                "exit code %d".formatted(verdict.code()),
                wrong);
    }
}

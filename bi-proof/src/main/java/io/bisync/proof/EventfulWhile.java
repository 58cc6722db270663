package io.bisync.proof;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.book.Book;
import io.bisync.local.jushuitan.book.BookChange;
import io.bisync.local.jushuitan.merchant.ChangeKind;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.comparison.FreshEntities;
import io.bisync.proof.comparison.HiddenRows;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.history.HistoryKill;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.strike.FaultInjection;
import io.bisync.proof.strike.Poisoning;
import io.bisync.proof.strike.ServerKill;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Live changes, history, poison and what strikes meanwhile, for as long as enough of each has happened. */
final class EventfulWhile {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    /** Days that change while they are loaded again are what the condition has to refuse. */
    private static final int RELOADS = 10;

    private static final String BUSY = "order";
    private static final int LATE_PER_MILLE = 20;
    private static final long CHANGES = 500;
    private static final long LATE = 5;
    private static final long OVERWRITTEN = 100;
    private static final long REFUSED = 5;
    private static final long REMOVED = 50;
    private static final long AGAIN = 5;
    private static final long VANISHED = 2;

    /** So many rows of each other entity change at one moment: some of them twice within a second. */
    private static final int AT_ONCE = 40;

    private final LocalStack stack;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Sql sql;
    private final HiddenRows hidden;
    private final List<FaultInjection> strikes;
    private final List<Finding> struck = new CopyOnWriteArrayList<>();

    EventfulWhile(
            LocalStack stack, InstantSource clock, Consumer<String> progress, Sql sql, List<FaultInjection> strikes) {
        this.stack = stack;
        this.clock = clock;
        this.progress = progress;
        this.sql = sql;
        this.hidden = new HiddenRows(sql);
        this.strikes = strikes;
    }

    void run() {
        progress.accept("Orders live, history loads, and things go wrong: %d".formatted(strikes.size()));
        LocalStack.JUSHUITAN
                .values()
                .forEach(it -> stack.jushuitan().merchant(it).lateCommits(LATE_PER_MILLE));
        stack.jushuitan().pace().changesPerSecond(15);
        stack.leke().speed(12);
        CompletableFuture<Void> striking = CompletableFuture.runAsync(this::strike, Thread::startVirtualThread);
        HistoryLoads.run(stack, clock, _ -> {}, historyStarts());
        striking.join();
        // Alone with its windows: it tells its own calls by them.
        struck(new HistoryKill(stack, clock).strike());
        Poisoning.run(stack);
        declared().flatMap(this::books).forEach(book -> book.live(AT_ONCE));
        progress.accept("History is published; waiting until enough has happened");
        Finding.failed(events())
                .forEach(event ->
                        progress.accept("Not yet enough: %s: %s".formatted(event.question(), event.measured())));
        for (int reload = 1; reload <= RELOADS && !enoughHappened(); reload++) {
            HistoryLoads.reload(stack, clock);
        }
        Patience.await(this::enoughHappened, LIMIT);
        struck(new FreshEntities(stack, clock).await());
    }

    /** A job that finds bi-basic away at its start ends, and the same command goes on; without such a strike none may end. */
    private int historyStarts() {
        return strikes.stream().anyMatch(ServerKill.class::isInstance) ? 4 : 1;
    }

    private void strike() {
        strikes.forEach(it -> struck(it.strike()));
    }

    private void struck(Finding finding) {
        progress.accept(finding.toString());
        struck.add(finding);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(events());
        findings.add(throttled());
        findings.addAll(struck);
        return findings;
    }

    /** What has to happen often enough before the comparison means something. */
    private List<Finding> events() {
        List<Finding> events = new ArrayList<>();
        events.add(Finding.atLeast("Items were removed after they had been visible", outgrown(), REMOVED));
        events.add(Finding.atLeast("Live changes at Jushuitan", jushuitanChanges(), CHANGES));
        events.add(Finding.atLeast("Orders that Jushuitan committed late", committedLate(), LATE));
        events.add(Finding.atLeast("Live changes at Leke", stack.leke().status().changes(), CHANGES));
        for (BusinessTable table : busy()) {
            var counters = stack.starRocks().counters(table.base());
            events.add(Finding.atLeast("Rows overwritten in " + table.base(), counters.overwritten(), OVERWRITTEN));
            events.add(
                    Finding.atLeast("Rows refused by the condition in " + table.base(), counters.refused(), REFUSED));
        }
        declared()
                .filter(this::changesAgain)
                .forEach(page -> events.add(Finding.atLeast(
                        "Rows of %s changed twice within one second".formatted(page.table()), again(page), AGAIN)));
        declared()
                .filter(this::loses)
                .forEach(page -> events.add(
                        Finding.atLeast("Rows of %s vanished".formatted(page.table()), vanished(page), VANISHED)));
        return events;
    }

    private Finding throttled() {
        long calls = 0;
        long refused = 0;
        for (Map<Integer, Long> codes : stack.jushuitan().calls().counts().values()) {
            for (var code : codes.entrySet()) {
                calls += code.getValue();
                refused += code.getKey() == 199 || code.getKey() == 200 ? code.getValue() : 0;
            }
        }
        return Finding.of(
                Verdict.EVENTS,
                "At most one ERP call in a hundred was answered 199 or 200",
                "%,d of %,d".formatted(refused, calls),
                refused * 100 <= calls ? List.of() : List.of("%,d are too many".formatted(refused)));
    }

    private boolean enoughHappened() {
        return Finding.failed(events()).findAny().isEmpty();
    }

    /** The orders change all the time; what of the others happens is for the comparison to see. */
    private List<BusinessTable> busy() {
        return Dictionary.all().stream()
                .filter(page -> page.entity().equals(BUSY))
                .flatMap(BusinessTable::of)
                .toList();
    }

    /** The pages of Jushuitan's entities that somebody declares. */
    private Stream<Dictionary> declared() {
        return BusinessTable.among(sql.tables()).stream()
                .map(BusinessTable::page)
                .filter(page -> page.source().equals("jushuitan"))
                .distinct();
    }

    /** Its windows have to show a second that changed twice; what has row versions needs no such thing, and a log never changes. */
    private boolean changesAgain(Dictionary page) {
        return page.require("increment").equals("modified") && books(page).noneMatch(Book::isLog);
    }

    /** Its rows vanish. */
    private boolean loses(Dictionary page) {
        return page.require("increment").equals("none") && books(page).noneMatch(Book::isFixed);
    }

    private Stream<Book> books(Dictionary page) {
        return LocalStack.JUSHUITAN.values().stream()
                .flatMap(coId -> stack.jushuitan().merchant(coId).books().of(page.entity()).stream());
    }

    private long again(Dictionary page) {
        return books(page)
                .mapToLong(book -> book.changes(BookChange.CHANGED_AGAIN))
                .sum();
    }

    private long vanished(Dictionary page) {
        return books(page).mapToLong(book -> book.changes(BookChange.VANISHED)).sum();
    }

    private long outgrown() {
        return busy().stream()
                .filter(BusinessTable::isChild)
                .mapToLong(hidden::outgrown)
                .sum();
    }

    private long jushuitanChanges() {
        return changes(kind -> kind != ChangeKind.POISONED);
    }

    private long committedLate() {
        return changes(kind -> kind == ChangeKind.COMMITTED_LATE);
    }

    private long changes(Predicate<ChangeKind> kinds) {
        return LocalStack.JUSHUITAN.values().stream()
                .map(coId -> stack.jushuitan().merchant(coId).changes())
                .flatMap(changes -> changes.entrySet().stream())
                .filter(change -> kinds.test(change.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

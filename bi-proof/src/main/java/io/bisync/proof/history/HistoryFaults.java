package io.bisync.proof.history;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.proof.comparison.Comparison;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.kill.OverlappingLoads;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the past of two accounts again and again while jobs, services and servers are ended. Whatever happens, every run publishes
 * what an undisturbed one does, and asks the ERP for at most one page more for each slice in flight and kill.
 */
public final class HistoryFaults {

    /** Of each account: four pages in a week, so that most pages are not the last of their slice. */
    private static final int ORDERS = 1_100;

    private static final int TRIES = 3;

    private final Stage stage;
    private final SentRows sent;
    private final InstantSource clock;
    private final HistoryKills kills;
    private final Consumer<String> tell;

    private final List<Injection> injections = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();

    private final AskedPages undisturbed;
    private final PublishedRows rows;
    private @Nullable LoadRun run;
    private List<Injection> atRun = new ArrayList<>();

    private HistoryFaults(Stage stage, SentRows sent, InstantSource clock, Random random, Consumer<String> tell) {
        this.stage = stage;
        this.sent = sent;
        this.clock = clock;
        this.tell = tell;
        kills = new HistoryKills(stage, sent, clock, random);
        LoadRun first = begin();
        lost.addAll(first.awaitEnd());
        undisturbed = asked(first);
        rows = sent.take();
        tell.accept("history: undisturbed, %d pages have %d rows"
                .formatted(undisturbed.pages().size(), rows.times().size()));
    }

    /**
     * Carries strikes out and adds a row for each kind; what speaks against one is told.
     *
     * @param folder is filled with data and logs
     * @param seed the order of the strikes, and their moments
     */
    public static void run(Path folder, long seed, int strikes, FaultReport report, Consumer<String> tell) {
        InstantSource clock = InstantSource.system();
        var random = new Random(seed);
        long start = System.nanoTime();
        Consumer<String> timed = line -> tell.accept("%4.0f s  %s".formatted((System.nanoTime() - start) / 1e9, line));
        try (Stage stage = Stage.open(folder, ORDERS)) {
            stage.gated().awaitReady();
            HistoryLoads.awaitCursors(stage.stack());
            try (var sent = new SentRows(stage.stack().kafka().bootstrapServers(), Stage.ENTITIES)) {
                var faults = new HistoryFaults(stage, sent, clock, random, timed);
                HistoryStrike.some(strikes, random).forEach(faults::strike);
                faults.close();
                faults.compare();
                faults.rows().forEach(report::add);
            }
        }
    }

    private void strike(HistoryStrike strike) {
        Injection injection = Injection.missed(strike);
        for (int i = 0; i < TRIES && !injection.struck(); i++) {
            kills.awaitReady();
            injection = strike == HistoryStrike.JOB ? killJob() : kills.strike(strike, open());
            atRun.add(injection);
        }
        injections.add(injection);
        tell.accept("history: %s%s".formatted(strike.fault(), injection.struck() ? "" : " NOT STRUCK"));
    }

    /** What goes on is struck next. */
    private Injection killJob() {
        close();
        run = LoadRun.ofKilledJob(stage.stack(), clock.instant(), Stage.ENTITIES);
        return new Injection(HistoryStrike.JOB, !run.isComplete(), clock.millis(), null, 0);
    }

    /** A run that is not over yet. */
    private LoadRun open() {
        LoadRun now = run;
        if (now == null || now.isComplete()) {
            close();
            now = begin();
            run = now;
        }
        return now;
    }

    private LoadRun begin() {
        stage.stack().basic().awaitReady();
        return LoadRun.begin(stage.stack(), clock.instant(), Stage.ENTITIES);
    }

    /** Waits for the end of a run, and holds it against the undisturbed one. */
    private void close() {
        LoadRun ended = run;
        if (ended == null) {
            return;
        }
        run = null;
        int harm = lost.size() + doubled.size();
        lost.addAll(ended.awaitEnd());
        PublishedRows published = sent.take();
        lost.addAll(published.missing(rows));
        doubled.addAll(published.doubled(rows));
        AskedPages asked = asked(ended);
        int strikes = (int) atRun.stream()
                .filter(it -> it.strike().part() != HistoryStrike.Part.NONE)
                .count();
        int inFlight = atRun.stream().mapToInt(HistoryFaults::inFlight).sum();
        int again = asked.again(undisturbed);
        doubled.addAll(asked.slicesAbove(strikes, undisturbed));
        if (again > inFlight) {
            doubled.add(
                    "%d pages were asked for again while at most %d slices were in flight".formatted(again, inFlight));
        }
        undisturbed.pages().stream()
                .filter(it -> !asked.pages().contains(it))
                .forEach(it -> lost.add("Not asked: " + it));
        tell.accept("history: a run with %d strikes asked for %d pages again, at most %d slices were in flight%s"
                .formatted(
                        atRun.size(),
                        again,
                        inFlight,
                        lost.size() + doubled.size() == harm ? "" : ": HARM, what it is is told in the end"));
        atRun = new ArrayList<>();
    }

    private AskedPages asked(LoadRun of) {
        return AskedPages.since(of.begun(), stage.stack().jushuitan().calls(), Stage.ENTITIES);
    }

    /** So many slices may have been in the middle of a page. */
    private static int inFlight(Injection injection) {
        return switch (injection.strike().part()) {
            case NONE -> 0;
            case SERVICE -> Stage.SLICES_AT_ONCE;
            case ALL -> 2 * Stage.SLICES_AT_ONCE;
        };
    }

    private void compare() {
        stage.hurry();
        doubled.addAll(sent.ofZombies());
        doubled.addAll(OverlappingLoads.in(stage.stack().starRocks().loads()));
        var topics = new Topics(stage.stack().kafka().bootstrapServers());
        // Nothing changed but by history, all of which is loaded.
        Finding.failed(new Comparison(stage.stack(), Sql.of(stage.stack()), topics).findings())
                // Nothing is poisoned here: what is set aside is missing.
                .filter(it -> it.against() != Verdict.DEAD_LETTERS)
                .forEach(it -> lost.add(it.toString()));
        Stream.concat(lost.stream(), doubled.stream()).limit(50).forEach(tell);
    }

    /** Whose harm it is cannot be told in the end, so every row carries all of it. */
    private List<FaultRow> rows() {
        Map<HistoryStrike, List<Injection>> kinds = new EnumMap<>(HistoryStrike.class);
        injections.forEach(
                it -> kinds.computeIfAbsent(it.strike(), _ -> new ArrayList<>()).add(it));
        List<FaultRow> rowsOfKinds = new ArrayList<>();
        kinds.forEach((strike, all) -> rowsOfKinds.add(new FaultRow(
                "history",
                strike.fault(),
                all.size(),
                all.stream().filter(Injection::struck).count(),
                lost.size(),
                doubled.size(),
                0,
                all.stream().map(this::recovery).flatMap(Optional::stream).toList())));
        return rowsOfKinds;
    }

    /** From an injection to the next page: of the slice that was hit, or of any where all were. */
    private Optional<Duration> recovery(Injection injection) {
        Long slice = injection.slice();
        Optional<Long> next = slice != null
                ? sent.after(slice, injection.fence())
                : injection.strike().part() == HistoryStrike.Part.ALL ? sent.after(injection.at()) : Optional.empty();
        return next.filter(_ -> injection.struck()).map(it -> Duration.ofMillis(it - injection.at()));
    }
}

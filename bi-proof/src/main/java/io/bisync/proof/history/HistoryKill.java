package io.bisync.proof.history;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.history.AskedPages.Page;
import io.bisync.proof.probe.Patience;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kills bi-cron while history is loaded, lets the same command go on, and counts the calls that the ERP got, by its own log.
 * Jushuitan stands still meanwhile: where a row leaves a window while its pages are read, the first of them is asked for once
 * more.
 */
public final class HistoryKill {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String ACCOUNT = "7";
    private static final String ENTITY = "order";
    private static final int DAYS = 20;
    private static final int DAYS_A_WINDOW = 7;

    private final LocalStack stack;
    private final InstantSource clock;

    public HistoryKill(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    public Finding strike() {
        stack.jushuitan().pace().pause();
        try {
            return whileNothingChanges();
        } finally {
            stack.jushuitan().pace().resume();
        }
    }

    private Finding whileNothingChanges() {
        Instant start = clock.instant();
        // Once, as midnight may pass: under one key both starts have to ask for the same. Not up to today: of a window
        // that ended just now the first page is asked for twice.
        LocalDate yesterday = LocalDate.ofInstant(start, ShanghaiTime.ZONE).minusDays(1);
        ChildProcess watcher = start(yesterday);
        boolean begun = Patience.await(
                () -> !asked(start).pages().isEmpty() || !watcher.isAlive(), Duration.ofMillis(20), LIMIT);
        boolean inTime = begun && watcher.isAlive();
        watcher.kill();
        int first = calls(asked(start));
        int code = start(yesterday).awaitExit(LIMIT);
        AskedPages asked = asked(start);
        List<String> wrong = new ArrayList<>(wrong(asked));
        if (!inTime) {
            wrong.add("The watcher had ended before it was killed");
        }
        if (code != 0) {
            wrong.add("The second watcher ended with %d".formatted(code));
        }
        return Finding.of(
                Verdict.EVENTS,
                "A history whose watcher is killed goes on, and each page is asked for once",
                "%d calls up to the kill, %d in all, of %d windows"
                        .formatted(first, calls(asked), windows(asked).size()),
                wrong);
    }

    /** Pages that were asked for twice, or not at all. */
    static List<String> wrong(AskedPages asked) {
        List<String> wrong = new ArrayList<>();
        asked.times().forEach((page, times) -> {
            if (times > 1) {
                wrong.add("%s was asked for %d times".formatted(page, times));
            }
        });
        Map<String, Set<Integer>> windows = windows(asked);
        int expected = (DAYS + DAYS_A_WINDOW - 1) / DAYS_A_WINDOW;
        if (windows.size() != expected) {
            wrong.add("%d windows were asked for instead of %d".formatted(windows.size(), expected));
        }
        windows.forEach((window, pages) -> {
            int last = pages.stream().max(Comparator.naturalOrder()).orElse(0);
            IntStream.rangeClosed(1, last)
                    .filter(page -> !pages.contains(page))
                    .forEach(page -> wrong.add("Page %d of %s was not asked for".formatted(page, window)));
        });
        return wrong;
    }

    /** The pages by window. */
    private static Map<String, Set<Integer>> windows(AskedPages asked) {
        return asked.pages().stream()
                .collect(Collectors.groupingBy(
                        Page::from, TreeMap::new, Collectors.mapping(Page::index, Collectors.toSet())));
    }

    private static int calls(AskedPages asked) {
        return asked.times().values().stream().mapToInt(Integer::intValue).sum();
    }

    private AskedPages asked(Instant start) {
        return AskedPages.since(start, stack.jushuitan().calls(), Set.of(ENTITY));
    }

    /** One key for both starts: the second follows the run that the first began. */
    private ChildProcess start(LocalDate end) {
        return stack.startHistory(
                "account=" + ACCOUNT,
                "entity=" + ENTITY,
                "from=" + end.minusDays(DAYS),
                "to=" + end,
                "again",
                "key=killed");
    }
}

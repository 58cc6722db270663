package io.bisync.proof.strike;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.api.Call;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Patience;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kills bi-cron while history is loaded, lets the same command go on, and counts the calls that the ERP got, by its own log. */
public final class HistoryKill {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String ACCOUNT = "7";
    private static final int DAYS = 20;

    private static final Dictionary ORDER = Dictionary.of("jushuitan").stream()
            .filter(page -> page.entity().equals("order"))
            .findFirst()
            .orElseThrow();

    private static final String PATH = ORDER.require("path");
    /** Only windows of history begin at midnight: the live pull asks by {@code start_ts}, its re-scan from any second. */
    private static final Pattern WINDOW = Pattern.compile("\"modified_begin\":\"([^\"]+ 00:00:00)\"");

    private final LocalStack stack;
    private final InstantSource clock;

    public HistoryKill(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    public Finding strike() {
        Instant start = clock.instant();
        int code = start("undisturbed").awaitExit(LIMIT);
        List<String> undisturbed = windowsSince(start);

        Instant again = clock.instant();
        ChildProcess killed = start("killed");
        boolean half =
                Patience.await(() -> windowsSince(again).size() >= undisturbed.size() / 2, Duration.ofMillis(2), LIMIT);
        boolean inTime = killed.isAlive();
        killed.kill();
        int first = windowsSince(again).size();
        int codeAfter = start("killed").awaitExit(LIMIT);
        List<String> together = windowsSince(again);

        String what = "ended with %d and %d, %d calls undisturbed, %d up to the kill, %d in all"
                .formatted(code, codeAfter, undisturbed.size(), first, together.size());
        // What changes meanwhile leaves these windows, so that there may be fewer calls, never more.
        boolean holds = code == 0
                && codeAfter == 0
                && !undisturbed.isEmpty()
                && half
                && inTime
                && together.size() <= undisturbed.size()
                && Set.copyOf(together).equals(Set.copyOf(undisturbed));
        return Finding.of(
                Verdict.EVENTS,
                "A history whose watcher is killed goes on and asks nothing twice",
                what,
                holds ? List.of() : List.of(what));
    }

    /** One key for both starts: the second follows the run that the first began. */
    private ChildProcess start(String key) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ShanghaiTime.ZONE);
        return stack.startHistory(
                "account=" + ACCOUNT,
                "entity=" + ORDER.entity(),
                "from=" + today.minusDays(DAYS),
                "to=" + today,
                "again",
                "key=" + key);
    }

    /** The beginnings of the windows that were answered since then, as often as they were. */
    private List<String> windowsSince(Instant start) {
        Long company = LocalStack.JUSHUITAN.get(ACCOUNT);
        return stack.jushuitan().calls().last(Integer.MAX_VALUE).stream()
                .filter(call -> call.path().equals(PATH)
                        && call.code() == 0
                        && !call.at().isBefore(start)
                        && company != null
                        && company.equals(call.coId()))
                .map(HistoryKill::window)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> window(Call call) {
        Matcher window = WINDOW.matcher(call.biz());
        return window.find() ? Optional.of(window.group(1)) : Optional.empty();
    }
}

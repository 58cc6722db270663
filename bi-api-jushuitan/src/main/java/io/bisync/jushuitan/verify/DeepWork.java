package io.bisync.jushuitan.verify;

import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.history.HistoryLoad;
import io.bisync.jushuitan.history.WindowQuestions;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.privacy.Privacy;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.run.work.SliceWork;
import io.bisync.starrocks.StarRocksException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares every row of a day, and its lists, with those that StarRocks has: reads all pages as a load would, and publishes
 * nothing. A slice that was left begins anew, as what was seen of it is not kept.
 */
final class DeepWork implements SliceWork {

    private static final Duration DAY = Duration.ofDays(1);

    private final WindowQuestions questions;
    private final RateLimitedClient calls;
    private final PagePublisher pages;
    private final Privacy privacy;
    private final Function<String, List<List<@Nullable Object>>> sql;
    private final Settling settling;
    private final InstantSource clock;

    DeepWork(
            WindowQuestions questions,
            RateLimitedClient calls,
            PagePublisher pages,
            Privacy privacy,
            Function<String, List<List<@Nullable Object>>> sql,
            Settling settling,
            InstantSource clock) {
        this.questions = questions;
        this.calls = calls;
        this.pages = pages;
        this.privacy = privacy;
        this.sql = sql;
        this.settling = settling;
        this.clock = clock;
    }

    @Override
    public Set<SliceKind> kinds() {
        return Set.of(SliceKind.DEEP);
    }

    @Override
    public Map<SliceKind, Duration> windows(String entity) {
        return questions.withWindows(entity).isPresent() ? Map.of(SliceKind.DEEP, DAY) : Map.of();
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        try {
            questions.of(slice, pulled -> {
                var window = slice.theWindow();
                var seen = new ComparedPages(pulled.entity().under(privacy), sql, sink);
                var asked = clock.instant();
                var load = new HistoryLoad(calls, pages::readHistory, window, asked, seen);
                var live = questions.live(window.account(), pulled, load);
                load.run(live, null);
                var loaded =
                        LoadedWindow.time(pulled).map(time -> new LoadedWindow(sql, pulled, window.account(), time));
                loaded.ifPresent(it -> seen.leftOver(it.all(window.from(), window.to())));
                if (seen.differs()) {
                    settling.await(window.account(), live.keySet(), clock.instant(), sink);
                    seen.lookAgain();
                    loaded.ifPresent(it -> seen.leftOver(it.all(window.from(), window.to())));
                }
                var rows = seen.rows();
                sink.tell(rows, null, rows, seen.calls(), seen.found(window));
            });
        } catch (StarRocksException failed) {
            throw SliceStoppedException.passing(failed.code().code(), String.valueOf(failed.getMessage()));
        }
    }
}

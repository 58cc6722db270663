package io.bisync.jushuitan.verify;

import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.history.WindowQuestions;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.run.work.SliceWork;
import io.bisync.starrocks.StarRocksException;
import io.bisync.table.Column;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares how many rows the ERP and StarRocks have of a day, and finds where in it they differ. */
final class CountWork implements SliceWork {

    private static final Duration DAY = Duration.ofDays(1);

    private final WindowQuestions questions;
    private final RateLimitedClient calls;
    private final Function<String, List<List<@Nullable Object>>> sql;
    private final Settling settling;
    private final InstantSource clock;

    CountWork(
            WindowQuestions questions,
            RateLimitedClient calls,
            Function<String, List<List<@Nullable Object>>> sql,
            Settling settling,
            InstantSource clock) {
        this.questions = questions;
        this.calls = calls;
        this.sql = sql;
        this.settling = settling;
        this.clock = clock;
    }

    @Override
    public Set<SliceKind> kinds() {
        return Set.of(SliceKind.COUNT);
    }

    @Override
    public Map<SliceKind, Duration> windows(String entity) {
        return questions
                        .withWindows(entity)
                        .filter(it -> it.endpoint().total() != Endpoint.Total.NEVER)
                        .flatMap(LoadedWindow::time)
                        .isPresent()
                ? Map.of(SliceKind.COUNT, DAY)
                : Map.of();
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        try {
            questions.of(slice, pulled -> {
                var window = slice.theWindow();
                var rows = new LoadedWindow(sql, pulled, window.account(), time(pulled));
                var count = new Count(calls, settling, clock, window, rows, sink);
                count.run(questions.live(window.account(), pulled, count).keySet());
            });
        } catch (StarRocksException failed) {
            throw SliceStoppedException.passing(failed.code().code(), String.valueOf(failed.getMessage()));
        }
    }

    private static Column time(PulledEntity pulled) throws SliceStoppedException {
        return LoadedWindow.time(pulled)
                .orElseThrow(() -> SliceStoppedException.lasting(
                        "BI-JST-42", "Rows of '%s' do not say when they changed".formatted(pulled.name())));
    }
}

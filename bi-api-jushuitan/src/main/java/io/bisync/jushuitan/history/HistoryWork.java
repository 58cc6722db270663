package io.bisync.jushuitan.history;

import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.run.work.SliceWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Windows of the past of every entity that has some, as slices of runs. To repair one is to load it once more: what is
 * published so passes no window that leaves repeats out.
 */
final class HistoryWork implements SliceWork {

    private final WindowQuestions questions;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final InstantSource clock;

    HistoryWork(WindowQuestions questions, RateLimitedClient calls, PagePublisher publisher, InstantSource clock) {
        this.questions = questions;
        this.calls = calls;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Set<SliceKind> kinds() {
        return Set.of(SliceKind.HISTORY, SliceKind.REPAIR);
    }

    @Override
    public Map<SliceKind, Duration> windows(String entity) {
        return questions.withWindows(entity).isPresent()
                ? Map.of(
                        SliceKind.HISTORY, Endpoint.USUAL_WINDOW,
                        SliceKind.REPAIR, Endpoint.USUAL_WINDOW)
                : Map.of();
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        questions.of(slice, pulled -> {
            String cursor = from.cursor();
            HistoryCursor begun = cursor == null ? null : HistoryCursor.of(cursor);
            HistoryLoad load =
                    new HistoryLoad(calls, publisher::publishHistory, slice.theWindow(), clock.instant(), sink);
            load.run(questions.live(slice.theWindow().account(), pulled, load), begun);
        });
    }
}

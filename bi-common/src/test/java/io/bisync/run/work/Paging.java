package io.bisync.run.work;

import io.bisync.event.Event;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Four pages of three rows a slice; a test says what happens on the way. */
class Paging implements SliceWork {

    static final int PAGES = 4;

    /** What a test does before a page of a slice is published; gives the page. */
    @FunctionalInterface
    interface Way {

        List<Event> page(Slice slice, int number) throws SliceStoppedException, InterruptedException;
    }

    /** Each page that was asked for, as {@code slice/number}. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private final Stage stage;
    private final Way way;

    Paging(Stage stage, Way way) {
        this.stage = stage;
        this.way = way;
    }

    /** Nothing happens. */
    Paging(Stage stage) {
        this(stage, (slice, number) -> Stage.page(slice.id(), number));
    }

    @Override
    public Set<SliceKind> kinds() {
        return Set.of(SliceKind.HISTORY);
    }

    @Override
    public Map<SliceKind, Duration> windows(String entity) {
        return Map.of(SliceKind.HISTORY, Duration.ofDays(7));
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        var cursor = from.cursor();
        for (int number = cursor == null ? 0 : Integer.parseInt(cursor); number < PAGES; number++) {
            asked.add(slice.id() + "/" + number);
            var page = way.page(slice, number);
            sink.publish(stage.topic, page, number + 1 < PAGES ? String.valueOf(number + 1) : null, PAGES * 3L, 1);
        }
    }
}

package io.bisync.jushuitan.history;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.history.HistoryCursor.Part;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.openapi.Scope;
import io.bisync.jushuitan.page.EventSink;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.WindowWalk;
import io.bisync.run.Window;
import io.bisync.run.work.PageSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one slice, page by page: one warehouse or shop after the other where it is asked for within those, and in parts
 * where the entity's page answers only shorter windows.
 */
public final class HistoryLoad implements CallContext {

    /** A window that ended less than this ago may still get rows: transactions commit late, clocks differ. */
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private final RateLimitedClient calls;
    private final Taking pages;
    private final Window window;
    private final Instant now;
    private final PageSink sink;
    private int called;

    /** What becomes of a page: {@link PagePublisher#publishHistory} or {@link PagePublisher#readHistory}. */
    @FunctionalInterface
    public interface Taking {
        void page(Account account, PulledEntity pulled, Page page, Cursor live, EventSink to)
                throws PageRejectedException;
    }

    /** A load of which nothing was asked for yet. */
    public HistoryLoad(RateLimitedClient calls, Taking pages, Window window, Instant now, PageSink sink) {
        this.calls = calls;
        this.pages = pages;
        this.window = window;
        this.now = now;
        this.sink = sink;
    }

    /**
     * Returns when the sink has everything.
     *
     * @param live where the live pull of each of them stands, in the order of their numbers
     * @param begun where to go on; null at the beginning
     */
    public void run(Map<PulledEntity, Cursor> live, @Nullable HistoryCursor begun)
            throws InterruptedException, CallFailedException, PageRejectedException {
        List<PulledEntity> scopes =
                live.keySet().stream().filter(it -> !isDone(it, begun)).toList();
        long expected = begun == null ? 0 : begun.expected();
        for (int i = 0; i < scopes.size(); i++) {
            PulledEntity scoped = scopes.get(i);
            PulledEntity next = i + 1 < scopes.size() ? scopes.get(i + 1) : null;
            HistoryCursor at = begun != null && Objects.equals(begun.scope(), number(scoped))
                    ? begun
                    : beginning(scoped, expected);
            expected = window(scoped, Objects.requireNonNull(live.get(scoped)), at, next);
        }
    }

    private static boolean isDone(PulledEntity scoped, @Nullable HistoryCursor begun) {
        Long number = number(scoped);
        return begun != null && begun.scope() != null && number != null && number < begun.scope();
    }

    private static @Nullable Long number(PulledEntity scoped) {
        Scope scope = scoped.scope();
        return scope == null ? null : scope.id();
    }

    private HistoryCursor beginning(PulledEntity scoped, long expected) {
        return new HistoryCursor(number(scoped), window.from(), expected, null);
    }

    /** Returns how many rows there are in it and in what was read before it, as the ERP counted them. */
    private long window(PulledEntity scoped, Cursor live, HistoryCursor at, @Nullable PulledEntity next)
            throws InterruptedException, CallFailedException, PageRejectedException {
        Instant to = end(scoped);
        HistoryCursor here = at;
        boolean done = false;
        while (!done) {
            Part part = here.part();
            Instant end =
                    part == null ? earlier(here.from().plus(scoped.endpoint().longestWindow()), to) : part.to();
            WindowWalk walk = part == null ? walk(end) : WindowWalk.from(part.walk());
            long counted = part == null ? 0 : part.counted();
            while (!walk.isDone()) {
                PageQuery query = new PageQuery.Modified(here.from(), end, walk.page());
                Page page = calls.page(window.account(), Priority.HISTORY, scoped.endpoint(), query, this);
                walk.read(page);
                Long total = page.total();
                counted = Math.max(counted, total == null ? 0 : total);
                long expected = here.expected() + counted;
                done = walk.isDone() && !end.isBefore(to);
                HistoryCursor then;
                if (!walk.isDone()) {
                    then = new HistoryCursor(
                            here.scope(), here.from(), here.expected(), new Part(end, walk.state(), counted));
                } else if (!done) {
                    then = new HistoryCursor(here.scope(), end, expected, null);
                } else {
                    then = next == null ? null : beginning(next, expected);
                }
                publish(scoped, live, page, then, expected);
            }
            here = new HistoryCursor(here.scope(), end, here.expected() + counted, null);
        }
        return here.expected();
    }

    private void publish(PulledEntity scoped, Cursor live, Page page, @Nullable HistoryCursor then, long expected)
            throws PageRejectedException {
        String cursor = then == null ? null : then.text();
        pages.page(window.account(), scoped, page, live, (topic, events) -> {
            int since = called;
            called = 0;
            sink.publish(topic, events, cursor, expected, since);
        });
    }

    private WindowWalk walk(Instant end) {
        return end.isAfter(now.minus(SETTLED)) ? WindowWalk.open() : WindowWalk.closed();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What has not settled yet, the live pull reads: of two contents of one time the later published one wins. */
    private Instant end(PulledEntity scoped) {
        if (!(scoped.increment() instanceof Increment.Modified)) {
            return window.to();
        }
        Instant end = earlier(window.to(), Increment.Modified.settled(now));
        return end.isBefore(window.from()) ? window.from() : end;
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        sink.await(duration);
    }

    @Override
    public void called(Call call) {
        called++;
    }
}

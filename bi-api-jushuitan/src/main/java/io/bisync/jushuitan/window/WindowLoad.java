package io.bisync.jushuitan.window;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.event.Origin;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.WindowWalk;
import io.bisync.jushuitan.pull.StopSignal;
import io.bisync.window.v1.LoadWindowProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Publishes one window, page by page, telling after every page how far it is; in parts where the entity's page answers only
 * shorter ones.
 */
final class WindowLoad implements CallContext {

    /** A window that ended less than this ago may still get rows: transactions commit late, clocks differ. */
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final Account account;
    private final PulledEntity pulled;
    private final Cursor live;
    private final WindowRequest window;
    private final StopSignal pauses = new StopSignal();
    private int called;

    WindowLoad(
            RateLimitedClient calls,
            PagePublisher publisher,
            Account account,
            PulledEntity pulled,
            Cursor live,
            WindowRequest window) {
        this.calls = calls;
        this.publisher = publisher;
        this.account = account;
        this.pulled = pulled;
        this.live = live;
        this.window = window;
    }

    /** Returns when Kafka has the whole window; the last progress is done. */
    void run(Instant now, Consumer<LoadWindowProgress> progress)
            throws InterruptedException, CallFailedException, PageRejectedException {
        Instant to = end(now);
        long published = 0;
        long expected = 0;
        Instant from = window.from();
        boolean done = false;
        while (!done) {
            Instant end = earlier(from.plus(pulled.endpoint().longestWindow()), to);
            WindowWalk walk = end.isAfter(now.minus(SETTLED)) ? WindowWalk.open() : WindowWalk.closed();
            long counted = 0;
            while (!walk.isDone()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("The window is not wanted any more");
                }
                PageQuery query = new PageQuery.Modified(from, end, walk.page());
                Page page = calls.page(account, Priority.HISTORY, pulled.endpoint(), query, this);
                publisher.publishBeside(account, pulled, page, live, Origin.HISTORY);
                walk.read(page);
                published += page.entities().size();
                Long total = page.total();
                counted = Math.max(counted, total == null ? 0 : total);
                done = walk.isDone() && !end.isBefore(to);
                progress.accept(LoadWindowProgress.newBuilder()
                        .setCalls(called)
                        .setPublished(published)
                        .setExpected(expected + counted)
                        .setDone(done)
                        .build());
            }
            expected += counted;
            from = end;
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What has not settled yet, the live pull reads: of two contents of one time the later published one wins. */
    private Instant end(Instant now) {
        if (!(pulled.increment() instanceof Increment.Modified)) {
            return window.to();
        }
        Instant settled = Increment.Modified.settled(now);
        Instant end = earlier(window.to(), settled);
        return end.isBefore(window.from()) ? window.from() : end;
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        pauses.await(duration);
    }

    @Override
    public void called(Call call) {
        called++;
    }
}

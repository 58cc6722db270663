package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.WindowWalk;
import io.bisync.once.store.IdStore;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entity of an account again by the time of change, page by page, and publishes what is missing on its topic:
 * what the ERP committed behind what the live pull had read. For one thread at a time.
 */
public final class Rescan {

    /** A window that fails is read again from its first page. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Account account;
    private final PulledEntity pulled;
    private final CursorHold hold;
    private final RateLimitedClient calls;
    private final Rereading rereading;
    private final RescanSchedule schedule;
    private final IdStore published;
    private final InstantSource clock;
    private final PullMeters meters;
    private final Map<Duration, Stretch> stretches = new HashMap<>();
    private Instant heldSince;
    private long fence = -1;
    private int completed;

    public Rescan(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            RateLimitedClient calls,
            Rereading rereading,
            RescanSchedule schedule,
            IdStore published,
            InstantSource clock,
            PullMeters meters) {
        this.account = account;
        this.pulled = pulled;
        this.hold = hold;
        this.calls = calls;
        this.rereading = rereading;
        this.schedule = schedule;
        this.published = published;
        this.clock = clock;
        this.meters = meters;
        this.heldSince = clock.instant();
    }

    public PulledEntity pulled() {
        return pulled;
    }

    /** How many stretches were read to their end. */
    public int completed() {
        return completed;
    }

    /** For how long a stretch has been due that is not read yet. */
    public Duration lateness(Instant now) {
        return schedule.lateness(now);
    }

    /** When a stretch is due, or was. */
    public Instant next() {
        return schedule.next();
    }

    /** How far back the shortest stretch goes that is due; null where none is. */
    public @Nullable Duration due(Instant now) {
        return schedule.due(now);
    }

    /**
     * Reads one page of the shortest stretch that is due; a longer one goes on where it stopped.
     *
     * @return false where the account is in other hands
     */
    public boolean read(CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        Instant now = clock.instant();
        Duration back = schedule.due(now);
        if (back == null || !hold.take()) {
            return back == null;
        }
        forgetWhatOthersChanged(now);
        Stretch stretch = stretches.get(back);
        if (stretch == null) {
            stretch = begin(back, now);
            stretches.put(back, stretch);
        }
        if (!stretch.isDone()) {
            rereading.asks();
            take(calls.page(account, Priority.RESCAN, pulled.endpoint(), stretch.query(), callContext), stretch);
        }
        if (stretch.isDone()) {
            stretches.remove(back);
            schedule.done(back, clock.instant());
            completed++;
        }
        return true;
    }

    private Stretch begin(Duration back, Instant now) throws PageRejectedException {
        Duration longest = pulled.endpoint().longestWindow();
        Instant end = rereading.end(now);
        Instant from = now.minus(back);
        return new Stretch(
                from,
                end == null || end.isBefore(from) ? from : end,
                longest.compareTo(LONGEST) < 0 ? longest : LONGEST);
    }

    private void take(Page page, Stretch stretch) throws PageRejectedException {
        if (!hold.keep()) {
            return;
        }
        List<EntitySlice> missing = rereading.publishMissing(page);
        if (missing != null) {
            stretch.read(page);
            count(missing);
        }
    }

    /** What changed before this process had the account, somebody else may have published. */
    private void count(List<EntitySlice> missing) {
        Instant whole = published.wholeSince();
        Instant since = whole.isAfter(heldSince) ? whole : heldSince;
        int found = (int) missing.stream()
                .map(row -> ShanghaiTime.read(row.modified()))
                .filter(it -> it != null && it.isAfter(since))
                .count();
        meters.found(account.id(), pulled.name(), found);
        meters.repeated(account.id(), pulled.name(), missing.size() - found);
    }

    private void forgetWhatOthersChanged(Instant now) {
        if (hold.fence() != fence) {
            heldSince = fence == -1 ? heldSince : now;
            fence = hold.fence();
            stretches.clear();
            rereading.under(fence);
        }
    }

    /** A part of the past, cut into windows that a page can be asked for. */
    private static final class Stretch {

        private final Instant to;
        private final Duration longest;
        private Instant from;
        private WindowWalk walk = WindowWalk.open();

        Stretch(Instant from, Instant to, Duration longest) {
            this.from = from;
            this.to = to;
            this.longest = longest;
        }

        boolean isDone() {
            return !from.isBefore(to);
        }

        PageQuery query() {
            return new PageQuery.Modified(from, end(), walk.page());
        }

        void read(Page page) throws PageRejectedException {
            walk.read(page);
            if (walk.isDone()) {
                from = end();
                walk = WindowWalk.open();
            }
        }

        private Instant end() {
            Instant end = from.plus(longest);
            return end.isBefore(to) ? end : to;
        }
    }
}

package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.ModifiedRows;
import io.bisync.jushuitan.page.PageOrder;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Progress;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.jushuitan.page.RejectedVersions;
import io.bisync.jushuitan.page.SortedPage;
import io.bisync.jushuitan.page.WindowWalk;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls by windows of the time of change, each from where the last one ended until what has settled. */
public final class ModifiedPull extends HeldPull {

    private static final Logger log = LoggerFactory.getLogger(ModifiedPull.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final Account account;
    private final PulledEntity pulled;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final PublishedRows publishedRows;
    private final PageOrder pageOrder;
    private final InstantSource clock;
    private final RejectedVersions rejectedVersions;
    private @Nullable Window window;

    public ModifiedPull(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            RateLimitedClient calls,
            PagePublisher publisher,
            PublishedRows publishedRows,
            PageOrder pageOrder,
            InstantSource clock,
            Progress progress) {
        super(hold, progress);
        this.account = account;
        this.pulled = pulled;
        this.calls = calls;
        this.publisher = publisher;
        this.publishedRows = publishedRows;
        this.pageOrder = pageOrder;
        this.clock = clock;
        this.rejectedVersions = new RejectedVersions(account, pulled, publisher);
    }

    @Override
    Attempt read(CallContext callContext) throws InterruptedException, CallFailedException, PageRejectedException {
        int published = 0;
        for (int pages = 0; hold.keep(); pages++) {
            if (pages == PAGES_AT_ONCE) {
                return Attempt.MORE;
            }
            Instant now = clock.instant();
            Window current = window == null ? next(now) : window;
            if (current == null) {
                return published == 0 ? Attempt.QUIET : Attempt.MOVED;
            }
            window = current;
            published += read(current, callContext);
            if (current.walk().isDone()) {
                window = null;
                // What settled while the calls waited has its turn later: else the fewer permits there are, the more it
                // asks.
                if (finish(current.to(), now)) {
                    return published == 0 ? Attempt.QUIET : Attempt.MOVED;
                }
            }
        }
        return Attempt.LEFT;
    }

    /** The window from where the last one ended; null where nothing has settled since. */
    private @Nullable Window next(Instant now) throws PageRejectedException {
        Cursor cursor = hold.cursor();
        ModifiedPosition position = cursor == null ? begin(now) : ModifiedPosition.of(cursor, now);
        Instant to = position.to(pulled.endpoint().longestWindow(), now);
        return to.isAfter(position.until()) ? new Window(position.from(), to, WindowWalk.open()) : null;
    }

    private int read(Window current, CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        long asked = pageOrder.asks();
        Page answer = calls.page(
                account,
                Priority.LIVE,
                pulled.endpoint(),
                new PageQuery.Modified(
                        current.from(), current.to(), current.walk().page()),
                callContext);
        SortedPage sortedPage = ModifiedRows.of(pulled.endpoint(), answer, clock.instant());
        rejectedVersions.take(answer, sortedPage.doubted());
        List<EntitySlice> published = pageOrder.publish(
                asked, () -> publisher.publishUnknown(account, pulled, sortedPage.believed(), publishedRows));
        if (published == null) {
            return 0;
        }
        current.walk().read(answer);
        return published.size();
    }

    /** Whether everything is read that had settled when it was asked for. */
    private boolean finish(Instant to, Instant asked) {
        boolean caughtUp = !to.isBefore(Increment.Modified.settled(asked));
        hold.move(new ModifiedPosition(to).value(), caughtUp ? to : null);
        if (caughtUp) {
            progress.caughtUp(to, ModifiedRows::highest);
        }
        return caughtUp;
    }

    /** History ends at today 00:00 in Shanghai at the earliest, so the two overlap and nothing falls between them. */
    private ModifiedPosition begin(Instant now) {
        ModifiedPosition beginning =
                new ModifiedPosition(ShanghaiTime.startOfDay(now).minus(DAY));
        hold.move(beginning.value(), null);
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .log("The live cursor begins at {}", beginning.until());
        return beginning;
    }

    @Override
    void forget() {
        publishedRows.under(hold.fence());
        window = null;
        rejectedVersions.forget();
    }

    private record Window(Instant from, Instant to, WindowWalk walk) {}
}

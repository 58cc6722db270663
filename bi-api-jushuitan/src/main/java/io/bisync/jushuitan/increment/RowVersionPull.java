package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.Belief;
import io.bisync.jushuitan.page.LivePosition;
import io.bisync.jushuitan.page.LivePosition.Step;
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
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls by row version. */
public final class RowVersionPull extends HeldPull {

    private static final Logger log = LoggerFactory.getLogger(RowVersionPull.class);

    /** How far back a page is compared with where none of its rows says when it changed. */
    private static final Duration LATELY = Duration.ofMinutes(20);

    private final Account account;
    private final PulledEntity pulled;
    private final String parameter;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final PublishedRows publishedRows;
    private final VersionsAnew versionsAnew;
    private final InstantSource clock;
    private final RejectedVersions rejectedVersions;
    private VersionRate versionRate = new VersionRate();

    public RowVersionPull(
            Account account,
            PulledEntity pulled,
            String parameter,
            CursorHold hold,
            RateLimitedClient calls,
            PagePublisher publisher,
            PublishedRows publishedRows,
            VersionsAnew versionsAnew,
            InstantSource clock,
            Progress progress) {
        super(hold, progress);
        this.account = account;
        this.pulled = pulled;
        this.parameter = parameter;
        this.calls = calls;
        this.publisher = publisher;
        this.publishedRows = publishedRows;
        this.versionsAnew = versionsAnew;
        this.clock = clock;
        this.rejectedVersions = new RejectedVersions(account, pulled, publisher);
    }

    @Override
    Attempt read(CallContext callContext) throws InterruptedException, CallFailedException, PageRejectedException {
        Cursor cursor = hold.cursor();
        Instant caughtUpAt = cursor == null ? null : cursor.caughtUpAt();
        LivePosition position = cursor == null ? LivePosition.at(begin(callContext)) : LivePosition.of(cursor);
        long began = position.next();
        for (int pages = 1; hold.keep(); pages++) {
            Instant asked = clock.instant();
            Belief belief = Belief.of(position.next(), caughtUpAt, versionRate.perSecond(), asked);
            SortedPage sortedPage = SortedPage.of(ask(position.query(parameter), callContext), belief);
            Long beginning = sortedPage.beginning();
            if (beginning != null && isConfirmed(sortedPage, belief, callContext)) {
                position = beginAnew(position, beginning);
                belief = Belief.of(beginning, caughtUpAt, 0, asked);
                sortedPage = SortedPage.of(sortedPage.believed().with(sortedPage.doubted()), belief);
            }
            Page page = believed(sortedPage);
            Step step = position.after(page);
            publisher.publishUnknown(account, pulled, page, publishedRows);
            versionsAnew.read(page.entities(), asked);
            long next = step.then().next();
            if (step.caughtUp()) {
                finish(next, asked);
                return next == began ? Attempt.QUIET : Attempt.MOVED;
            }
            if (next != position.next()) {
                hold.move(next, null);
                if (pages >= PAGES_AT_ONCE) {
                    return Attempt.MORE;
                }
            }
            position = step.then();
        }
        return Attempt.LEFT;
    }

    /** Everything that the ERP had is published, unless a re-scan showed that its versions lead past something. */
    private void finish(long next, Instant asked) throws PageRejectedException {
        PageRejectedException younger = versionsAnew.younger(next);
        hold.move(next, younger == null ? asked : null);
        if (younger != null) {
            throw younger;
        }
        versionRate.caughtUp(next, asked);
        progress.caughtUp(asked, new Belief(next, asked, versionRate.perSecond(), asked));
    }

    @Override
    void forget() {
        publishedRows.under(hold.fence());
        versionsAnew.forget(clock.instant());
        versionRate = new VersionRate();
        rejectedVersions.forget();
    }

    private Page believed(SortedPage sortedPage) throws PageRejectedException {
        Page page = sortedPage.believed();
        rejectedVersions.take(page, sortedPage.doubted());
        if (page.entities().isEmpty() && !sortedPage.doubted().isEmpty() && page.hasNext()) {
            throw PageRejectedException.nothingBelieved(sortedPage.doubted().size());
        }
        return page;
    }

    /** Versions begin anew unless a row that changed since then still counts on from where they were. */
    private boolean isConfirmed(SortedPage sortedPage, Belief belief, CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        Instant since = sortedPage.doubted().stream()
                .map(row -> ShanghaiTime.read(row.modified()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(belief.now().minus(LATELY));
        boolean[] contradicted = {false};
        window(
                since,
                belief.now(),
                Priority.LIVE,
                callContext,
                page -> contradicted[0] |=
                        page.entities().stream().anyMatch(row -> row.ts() != null && belief.holds(row)));
        return !contradicted[0];
    }

    private LivePosition beginAnew(LivePosition position, long beginning) {
        log.atWarn()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .addKeyValue("code", "BI-JST-47")
                .log(
                        "BI-JST-47 The versions of the source begin anew: the cursor goes from {} to {}, as every row"
                                + " of a page says",
                        position.next(),
                        beginning);
        rejectedVersions.forget();
        versionRate = new VersionRate();
        progress.moved();
        return LivePosition.at(beginning);
    }

    private void window(Instant from, Instant to, Priority priority, CallContext callContext, Consumer<Page> pages)
            throws InterruptedException, CallFailedException, PageRejectedException {
        WindowWalk walk = WindowWalk.open();
        while (!walk.isDone()) {
            Page page = calls.page(
                    account, priority, pulled.endpoint(), new PageQuery.Modified(from, to, walk.page()), callContext);
            pages.accept(page);
            walk.read(page);
            keepOrLeave();
        }
    }

    private long begin(CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        StartingPoint start = new StartingPoint(clock.instant());
        while (!start.isFound()) {
            start.read(ask(start.query(), callContext));
            keepOrLeave();
        }
        hold.move(start.version(), null);
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .log("The live cursor begins at {}", start.version());
        return start.version();
    }

    private Page ask(PageQuery query, CallContext callContext) throws InterruptedException, CallFailedException {
        return calls.page(account, Priority.LIVE, pulled.endpoint(), query, callContext);
    }
}

package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.account.LeaseLostException;
import io.bisync.account.Priority;
import io.bisync.jushuitan.openapi.AccountCalls;
import io.bisync.jushuitan.openapi.Asker;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.pull.LivePosition.Step;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls the changes of one entity of one account: ask, publish, and only then move the cursor. */
final class LivePull {

    private static final Logger log = LoggerFactory.getLogger(LivePull.class);

    private final Account account;
    private final PulledEntity pulled;
    private final CursorHold hold;
    private final AccountCalls calls;
    private final PagePublisher publisher;
    private final InstantSource clock;
    private final PullMeters meters;

    LivePull(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            AccountCalls calls,
            PagePublisher publisher,
            InstantSource clock,
            PullMeters meters) {
        this.account = account;
        this.pulled = pulled;
        this.hold = hold;
        this.calls = calls;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
    }

    /** Pulls until the ERP has nothing more; false where the cursor is or went into other hands before that. */
    boolean catchUp(Asker asker) throws InterruptedException, CallFailedException, PageTroubleException {
        if (!hold.take()) {
            meters.ended(account.id(), pulled.name());
            return false;
        }
        Cursor cursor = hold.cursor();
        LivePosition position = LivePosition.at(cursor == null ? begin(asker) : Long.parseLong(cursor.value()));
        while (hold.keep()) {
            Instant asked = clock.instant();
            Page page = ask(position.query(), asker);
            Step step = position.after(page);
            publisher.publishLive(account, pulled, page);
            if (step.caughtUp() || step.then().next() != position.next()) {
                hold.move(step.then().next(), step.caughtUp() ? asked : null);
            }
            if (step.caughtUp()) {
                meters.readUntil(account.id(), pulled.name(), asked);
                return true;
            }
            position = step.then();
        }
        return false;
    }

    private long begin(Asker asker) throws InterruptedException, CallFailedException, PageTroubleException {
        StartingPoint start = new StartingPoint(clock.instant());
        while (!start.isFound()) {
            start.read(ask(start.query(), asker));
            if (!hold.keep()) {
                throw new LeaseLostException("BI-JST-27", "Another replica began to pull the account");
            }
        }
        hold.move(start.version(), null);
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .log("The live cursor begins at {}", start.version());
        return start.version();
    }

    private Page ask(PageQuery query, Asker asker) throws InterruptedException, CallFailedException {
        return calls.page(account, Priority.LIVE, pulled.endpoint(), query, asker);
    }
}

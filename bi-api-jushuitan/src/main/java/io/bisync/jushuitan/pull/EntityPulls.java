package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.increment.FanOutPull;
import io.bisync.jushuitan.increment.ModifiedPull;
import io.bisync.jushuitan.increment.ModifiedRereading;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Rereading;
import io.bisync.jushuitan.increment.Rescan;
import io.bisync.jushuitan.increment.RescanSchedule;
import io.bisync.jushuitan.increment.RowVersionPull;
import io.bisync.jushuitan.increment.RowVersionRereading;
import io.bisync.jushuitan.increment.SnapshotPull;
import io.bisync.jushuitan.increment.VersionsAnew;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.page.PageOrder;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.Progress;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.Scopes;
import io.bisync.once.ExactlyOnceProcessor;
import java.time.InstantSource;

/** Makes the pull of an entity of an account, as its increment says, and with it the re-scan that finds what it passes. */
final class EntityPulls {

    private final ControlPlane controlPlane;
    private final AccountLeases leases;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final ExactlyOnceProcessor once;
    private final InstantSource clock;
    private final PullMeters meters;

    EntityPulls(
            ControlPlane controlPlane,
            AccountLeases leases,
            RateLimitedClient calls,
            PagePublisher publisher,
            ExactlyOnceProcessor once,
            InstantSource clock,
            PullMeters meters) {
        this.controlPlane = controlPlane;
        this.leases = leases;
        this.calls = calls;
        this.publisher = publisher;
        this.once = once;
        this.clock = clock;
        this.meters = meters;
    }

    Pull of(Account account, PulledEntity pulled, AccountRescans rescans) {
        Progress progress = meters.progress(account.id(), pulled.name());
        return pulled.fanOut() == FanOut.NONE
                ? one(account, pulled, progress, rescans)
                : new FanOutPull(
                        account,
                        pulled,
                        hold(account, pulled),
                        callContext -> Scopes.of(pulled, account, Priority.LIVE, calls, callContext),
                        new Within(account, rescans),
                        clock,
                        progress);
    }

    private Pull one(Account account, PulledEntity pulled, Progress progress, AccountRescans rescans) {
        return switch (pulled.increment()) {
            case Increment.RowVersion(String parameter) -> {
                VersionsAnew versionsAnew = new VersionsAnew(clock.instant());
                CursorHold again = hold(account, pulled);
                rescans.add(rescan(
                        account,
                        pulled,
                        again,
                        new RowVersionRereading(
                                account, pulled, again, publisher, published(account, pulled), versionsAnew)));
                yield new RowVersionPull(
                        account,
                        pulled,
                        parameter,
                        hold(account, pulled),
                        calls,
                        publisher,
                        published(account, pulled),
                        versionsAnew,
                        clock,
                        progress);
            }
            case Increment.Modified _ -> {
                PageOrder pageOrder = new PageOrder();
                PublishedRows.Newest newest = new PublishedRows.Newest();
                CursorHold again = hold(account, pulled);
                rescans.add(rescan(
                        account,
                        pulled,
                        again,
                        new ModifiedRereading(
                                account,
                                pulled,
                                again,
                                publisher,
                                new PublishedRows(once, account, pulled, newest),
                                pageOrder,
                                clock)));
                yield new ModifiedPull(
                        account,
                        pulled,
                        hold(account, pulled),
                        calls,
                        publisher,
                        new PublishedRows(once, account, pulled, newest),
                        pageOrder,
                        clock,
                        progress);
            }
            case Increment.Snapshot _ ->
                new SnapshotPull(
                        account, pulled, hold(account, pulled), calls, publisher, controlPlane, clock, progress);
        };
    }

    private Rescan rescan(Account account, PulledEntity pulled, CursorHold hold, Rereading rereading) {
        int seed = (account.id() + "/" + pulled.cursor()).hashCode();
        RescanSchedule schedule = new RescanSchedule(pulled.rescans(), seed, clock.instant());
        return new Rescan(account, pulled, hold, calls, rereading, schedule, once.store(), clock, meters);
    }

    /** What is asked for in each warehouse or shop. */
    private final class Within implements FanOutPull.Way {

        private final Account account;
        private final AccountRescans rescans;

        Within(Account account, AccountRescans rescans) {
            this.account = account;
            this.rescans = rescans;
        }

        @Override
        public Pull begin(PulledEntity scoped, Progress progress) {
            return one(account, scoped, progress, rescans);
        }

        @Override
        public void end(PulledEntity scoped) {
            rescans.remove(scoped);
        }
    }

    /** For one thread at a time: a pull and its re-scan have one each. */
    private PublishedRows published(Account account, PulledEntity pulled) {
        return new PublishedRows(once, account, pulled);
    }

    private CursorHold hold(Account account, PulledEntity pulled) {
        return new CursorHold(leases, account.id(), pulled.cursor());
    }
}

package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.Priority;
import io.bisync.event.Event;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.increment.ModifiedPull;
import io.bisync.jushuitan.increment.ModifiedRereading;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Rescan;
import io.bisync.jushuitan.increment.RescanSchedule;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.PageOrder;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.book.Book;
import io.bisync.once.ExactlyOnceProcessor;
import io.bisync.time.Backoff;
import io.bisync.time.ShanghaiTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The purchases of account "1", a Jushuitan in which they live, and a pull of them, all by one clock that a test moves. */
final class PurchasePull implements AutoCloseable {

    /** Remembers nothing, as a process that has just started. */
    static final ExactlyOnceProcessor FORGETFUL = Pulling.once(new Forgetful());

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T04:00:00.700Z"));
    private final AtomicReference<Duration> look = new AtomicReference<>(Duration.ZERO);
    final InstantSource clock = () -> now.getAndUpdate(it -> it.plus(look.get()));
    final JushuitanSimulator jushuitan = JushuitanSimulator.start(
            SimulatorSettings.of(800).withSpeed(100_000).withClock(clock));
    final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final CollectingSink sink = new CollectingSink();
    final AccountLeases leases = new AccountLeases(controlPlane, clock, "me", Duration.ofDays(60));
    final Account account;
    private final StopSignal signal = new StopSignal();
    private final PageOrder pageOrder = new PageOrder();
    private final RateLimitedClient calls = RealCalls.to(jushuitan.openapi(), controlPlane, registry, clock);

    PurchasePull() {
        MerchantAccount at = jushuitan.accounts().getFirst();
        account = new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, String.valueOf(at.coId()));
        controlPlane.add(account, new Credentials(at.appKey(), at.appSecret()));
        leases.renew();
    }

    Book book() {
        return jushuitan
                .merchant(jushuitan.accounts().getFirst().coId())
                .books()
                .of("purchase")
                .orElseThrow();
    }

    Pull of(PulledEntity pulled, ExactlyOnceProcessor once) {
        return new ModifiedPull(
                account,
                pulled,
                new CursorHold(leases, "1", pulled.name()),
                calls,
                Pulling.publisher(sink, registry, clock),
                new PublishedRows(once, account, pulled),
                pageOrder,
                clock,
                Pulling.meters(registry, clock).progress(account.id(), pulled.name()));
    }

    /** What is read again so often. */
    AccountRescans rescans(ExactlyOnceProcessor once, Duration... intervals) {
        CursorHold hold = new CursorHold(leases, "1", "purchase");
        PullMeters meters = Pulling.meters(registry, clock);
        Rescan rescan = new Rescan(
                account,
                Pulling.PURCHASES,
                hold,
                calls,
                new ModifiedRereading(
                        account,
                        Pulling.PURCHASES,
                        hold,
                        Pulling.publisher(sink, registry, clock),
                        new PublishedRows(once, account, Pulling.PURCHASES),
                        pageOrder,
                        clock),
                new RescanSchedule(List.of(intervals), 0, clock.instant()),
                once.store(),
                clock,
                meters);
        AccountRescans rescans = new AccountRescans(
                "1", new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1)), signal, clock, meters);
        rescans.add(rescan);
        return rescans;
    }

    /** Reads again whatever is due. */
    void readAgain(AccountRescans rescans) throws InterruptedException {
        Duration rest = Duration.ZERO;
        while (rest.isZero()) {
            rest = rescans.step();
        }
    }

    Pull.Attempt catchUp(Pull pull) throws Exception {
        return pull.catchUp(signal);
    }

    void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }

    /** From now on so much time passes with each look at the clock. */
    void looksTake(Duration time) {
        look.set(time);
    }

    /** What was published last of every row, as a table keeps it. */
    Map<String, String> loaded() {
        return last(sink.events());
    }

    /** How every row that changed since yesterday would be published now. */
    Map<String, String> wanted() throws InterruptedException, CallFailedException {
        CollectingSink present = new CollectingSink();
        PagePublisher publisher = Pulling.publisher(present, new SimpleMeterRegistry(), clock);
        Instant since = ShanghaiTime.startOfDay(clock.instant()).minus(Duration.ofDays(1));
        boolean more = true;
        for (int number = 1; more; number++) {
            Page page = calls.page(
                    account,
                    Priority.LIVE,
                    Pulling.PURCHASES.endpoint(),
                    new PageQuery.Modified(since, clock.instant(), number),
                    signal);
            Pulling.publish(publisher, account, Pulling.PURCHASES, page);
            more = page.hasNext();
        }
        return last(present.events());
    }

    double counted(String meter) {
        return registry.find(meter).counters().stream()
                .mapToDouble(it -> it.count())
                .sum();
    }

    private static Map<String, String> last(List<Event> events) {
        Map<String, String> last = new HashMap<>();
        events.forEach(it -> last.put(String.valueOf(it.id()), new String(it.value(), StandardCharsets.UTF_8)));
        return last;
    }

    @Override
    public void close() {
        jushuitan.close();
    }
}

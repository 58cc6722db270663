package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.Leases;
import io.bisync.account.Leases.Lease;
import io.bisync.account.Leases.RefusedMove;
import io.bisync.account.StatusReport.Place;
import io.bisync.account.change.AccountChanged;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.once.ExactlyOnceProcessor;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Keeps the pulls of the accounts going that bi-basic leases to this process. */
final class LivePulls implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LivePulls.class);

    private final List<PulledEntity> entities;
    private final PullProperties properties;
    private final InstantSource clock;
    private final PullMeters meters;
    private final AccountLeases leases;

    /** Whoever finds the ids again that this process knows is this process: its leases are kept for it. */
    private final @Nullable UUID identity;

    private final RateLimitedClient calls;
    private final EntityPulls entityPulls;
    private final Backoff backoff;
    private final Map<String, PulledAccount> running = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();

    /** Somebody wants the accounts to be asked for at once. */
    private final Semaphore looks = new Semaphore(0);

    private @Nullable Thread supervisor;
    private StopSignal stop = new StopSignal();
    private @Nullable String failure;

    LivePulls(
            ControlPlane controlPlane,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            PullProperties properties,
            ExactlyOnceProcessor once,
            InstantSource clock,
            PullMeters meters) {
        this.identity = once.store().identity();
        UUID holder = identity == null ? UUID.randomUUID() : identity;
        this.leases = new AccountLeases(controlPlane, clock, "bi-api-jushuitan/" + holder, properties.lease());
        this.entityPulls = new EntityPulls(controlPlane, leases, calls, publisher, once, clock, meters);
        this.calls = calls;
        entities.forEach(LivePulls::requirePullable);
        this.entities = properties.over(entities);
        this.properties = properties;
        this.backoff = new Backoff(Duration.ofSeconds(1), properties.longestBackoff(), new Random());
        this.clock = clock;
        this.meters = meters;
    }

    /** An entity that needs another way than there are must not look as if it were pulled. */
    static void requirePullable(PulledEntity entity) {
        boolean isSnapshot = entity.increment() instanceof Increment.Snapshot;
        boolean isUndated = entity.increment() instanceof Increment.Modified
                && entity.endpoint().timeField() == null;
        if ((isSnapshot || isUndated) != entity.entity().plan().versionInHeader()) {
            throw new IllegalArgumentException(
                    "The entity %s is asked for by %s: a snapshot, and windows of rows that are not dated, and nothing else, have their version from the header"
                            .formatted(entity.name(), entity.increment()));
        }
        if (isSnapshot && entity.entity().plan().body().keyParts() != 1) {
            throw new IllegalArgumentException(
                    "The entity %s is a snapshot: its rows are deleted by a key of one part".formatted(entity.name()));
        }
        String asked = entity.fanOut() == FanOut.NONE ? null : entity.fanOut().field();
        if (!Objects.equals(asked, entity.entity().scope())) {
            throw new IllegalArgumentException("The entity %s is asked for each %s, and its records' header brings %s"
                    .formatted(entity.name(), asked, entity.entity().scope()));
        }
    }

    @Override
    public synchronized void start() {
        stop = new StopSignal();
        supervisor = Thread.ofVirtual().name("pulls").start(this::supervise);
    }

    @Override
    public synchronized void stop() {
        stop.give();
        looks.release();
        Thread watching = supervisor;
        supervisor = null;
        if (watching != null) {
            try {
                watching.join(properties.drain().multipliedBy(2));
            } catch (InterruptedException hurried) {
                watching.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return supervisor != null;
    }

    /** The accounts are asked for now instead of after their interval: the lease says what may be called, and as whom. */
    @EventListener
    void look(AccountChanged changed) {
        if (changed.source().equals(AccountLeases.SOURCE)) {
            looks.release();
        }
    }

    private void supervise() {
        StopSignal signal = stop;
        ScheduledExecutorService timer = timer();
        try {
            while (true) {
                follow(signal, timer);
                awaitNextLook(signal);
            }
        } catch (InterruptedException ended) {
            finish();
            release();
        } finally {
            timer.shutdownNow();
        }
    }

    private void awaitNextLook(StopSignal signal) throws InterruptedException {
        looks.tryAcquire(properties.accountsInterval().toNanos(), TimeUnit.NANOSECONDS);
        looks.drainPermits();
        if (signal.isGiven()) {
            throw new InterruptedException("The service stops");
        }
    }

    private void finish() {
        List<PulledAccount> last = List.copyOf(running.values());
        Instant drained = clock.instant().plus(properties.drain());
        last.forEach(it -> it.await(drained, clock));
        last.forEach(PulledAccount::end);
        Instant soon = clock.instant().plusSeconds(1);
        last.forEach(it -> it.await(soon, clock));
        running.clear();
    }

    /** One for all accounts: it only starts threads. */
    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofVirtual().name("pull-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private void follow(StopSignal signal, ScheduledExecutorService timer) {
        try {
            Map<String, Lease> wanted = new HashMap<>();
            Leases renewed = leases.renew();
            for (Lease lease : renewed.accounts()) {
                wanted.put(lease.account().id(), lease);
                Long before = fences.put(lease.account().id(), lease.fence());
                if (before == null || before != lease.fence()) {
                    // Other credentials raise the fence: what is held of the old ones opens nothing any more.
                    calls.forget(lease.account().id());
                }
            }
            fences.keySet().retainAll(wanted.keySet());
            renewed.refused().forEach(this::refused);
            running.forEach((id, it) -> {
                Lease lease = wanted.get(id);
                if (lease == null || !it.account().equals(lease.account())) {
                    it.end();
                }
            });
            // An account that comes back waits until its former pulls have ended: one cursor, one thread.
            running.values().removeIf(it -> it.isOver());
            wanted.forEach((id, lease) -> running.computeIfAbsent(id, _ -> begin(lease.account(), signal, timer))
                    .ask(lease.paused()));
            if (failure != null) {
                log.atInfo().addKeyValue("code", failure).log("The accounts can be read again after {}", failure);
                failure = null;
            }
        } catch (ControlPlaneException unavailable) {
            failed(unavailable.code(), String.valueOf(unavailable.getMessage()), null);
        } catch (RuntimeException unexpected) {
            // An exception would end the thread that notices new and disabled accounts.
            failed("BI-JST-26", "BI-JST-26 Something unexpected", unexpected);
        }
    }

    private void refused(RefusedMove move) {
        meters.failed(move.account(), move.entity(), Place.PULL, move.code());
        log.atWarn()
                .addKeyValue("account", move.account())
                .addKeyValue("entity", move.entity())
                .addKeyValue("code", move.code())
                .log("{} {}. The pull begins where bi-basic says", move.code(), move.detail());
    }

    private void release() {
        try {
            if (identity == null) {
                leases.release();
            } else {
                leases.pause();
            }
        } catch (ControlPlaneException unavailable) {
            log.atDebug().log("The leases run out by themselves: {}", unavailable.getMessage());
        }
    }

    private void failed(String code, String reason, @Nullable Throwable cause) {
        if (!code.equals(failure)) {
            failure = code;
            log.atWarn()
                    .addKeyValue("code", code)
                    .setCause(cause)
                    .log("{}. The accounts cannot be read, pulls go on as they are", reason);
        }
    }

    private PulledAccount begin(Account account, StopSignal signal, ScheduledExecutorService timer) {
        AccountRescans rescans = new AccountRescans(account.id(), backoff, signal, clock, meters);
        Map<String, PullTask> tasks = new HashMap<>();
        entities.forEach(it -> tasks.put(it.name(), task(account, it, rescans)));
        log.atInfo().addKeyValue("account", account.id()).log("The pulls begin");
        Map<String, Duration> paces = new LinkedHashMap<>();
        entities.forEach(it -> paces.put(it.name(), it.pace()));
        PullSchedule schedule = new PullSchedule(paces, clock.instant());
        AccountPulls pulls = new AccountPulls(account.id(), tasks, schedule, signal, clock, timer);
        return new PulledAccount(account, pulls, rescans);
    }

    private PullTask task(Account account, PulledEntity pulled, AccountRescans rescans) {
        return new PullTask(
                account.id(),
                pulled.name(),
                entityPulls.of(account, pulled, rescans),
                pulled.pace(),
                properties.accountsInterval(),
                backoff,
                meters);
    }
}

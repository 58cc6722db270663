package io.bisync.run.work;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.run.Ledger;
import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * Claims slices, has each worked on by a thread of its own, watches those that are sent until they are loaded, and tells
 * bi-basic what became of them. Without bi-basic it goes on as long as its lease lasts.
 */
final class SliceWorkers implements SmartLifecycle {

    static final String MADE_ANEW = "BI-RUN-02";

    private static final Logger log = LoggerFactory.getLogger(SliceWorkers.class);

    /** What others wait for when this process stops. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private final String source;
    private final List<LoadableEntity> loadable;
    private final Ledger ledger;
    private final SliceRunner runner;
    private final LoadedEnds loaded;
    private final Consumer<Slice> forget;
    private final String holder;
    private final RunProperties properties;
    private final InstantSource clock;
    private final RunMeters meters;

    private final Map<Long, HeldSlice> held = new HashMap<>();
    private final Set<Thread> threads = new HashSet<>();

    /** Something is to be told at once. */
    private final Semaphore looks = new Semaphore(0);

    private volatile Instant leasedUntil = Instant.EPOCH;
    private volatile boolean stopping;
    private @Nullable Thread supervisor;
    private @Nullable String failure;
    private boolean offered;

    /**
     * Claims nothing yet.
     *
     * @param source whose slices they are, for example jushuitan
     * @param loadable what of it can be loaded again
     * @param forget makes nothing be known any more of a slice that is loaded
     */
    SliceWorkers(
            String source,
            List<LoadableEntity> loadable,
            Ledger ledger,
            SliceRunner runner,
            LoadedEnds loaded,
            Consumer<Slice> forget,
            String holder,
            RunProperties properties,
            InstantSource clock,
            RunMeters meters) {
        this.source = source;
        this.loadable = List.copyOf(loadable);
        this.ledger = ledger;
        this.runner = runner;
        this.loaded = loaded;
        this.forget = forget;
        this.holder = holder;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        stopping = false;
        supervisor = Thread.ofVirtual().name("slices").start(this::supervise);
    }

    /** Beside whatever else stops first. */
    @Override
    public void stop(Runnable stopped) {
        Thread.ofVirtual().start(() -> {
            try {
                stop();
            } finally {
                stopped.run();
            }
        });
    }

    @Override
    public synchronized void stop() {
        var watching = supervisor;
        supervisor = null;
        stopping = true;
        looks.release();
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

    private void supervise() {
        try {
            while (!stopping) {
                look();
                looks.tryAcquire(properties.interval().toNanos(), TimeUnit.NANOSECONDS);
                looks.drainPermits();
            }
            finish();
        } catch (InterruptedException hurried) {
            threads.forEach(Thread::interrupt);
        }
    }

    private void look() throws InterruptedException {
        try {
            watch();
            if (!offered) {
                ledger.offer(source, loadable);
                offered = true;
            }
            claim(properties.lease(), properties.slicesAtOnce());
            if (failure != null) {
                log.atInfo().addKeyValue("code", failure).log("Slices are claimed again after {}", failure);
                failure = null;
            }
        } catch (ControlPlaneUnavailableException away) {
            log.debug(
                    "No slices are claimed meanwhile: that bi-basic does not answer is told once, by its client", away);
        } catch (ControlPlaneException refused) {
            failed(refused.code(), String.valueOf(refused.getMessage()), null);
        } catch (RuntimeException unexpected) {
            // An exception would end the thread that claims.
            failed(SliceRunner.UNEXPECTED, SliceRunner.UNEXPECTED + " Something unexpected", unexpected);
        }
        if (isLeaseOver()) {
            held.values().forEach(HeldSlice::leave);
        }
    }

    private void failed(String code, String reason, @Nullable Throwable cause) {
        if (!code.equals(failure)) {
            failure = code;
            log.atWarn()
                    .addKeyValue("code", code)
                    .setCause(cause)
                    .log("{}. No slices are claimed; those that are under way go on until their lease is over", reason);
        }
    }

    private boolean isLeaseOver() {
        return !clock.instant().isBefore(leasedUntil);
    }

    /** Of what is sent: whether it is loaded. */
    private void watch() throws InterruptedException {
        var sent = held.values().stream()
                .filter(it -> it.state() == SliceState.SENT)
                .toList();
        if (sent.isEmpty()) {
            return;
        }
        try {
            var look = loaded.look(sent.stream()
                    .map(it -> it.progress().ends())
                    .flatMap(Collection::stream)
                    .toList());
            sent.forEach(it -> judged(it, look.of(it.progress().ends())));
        } catch (KafkaException away) {
            log.debug("Whether slices are loaded is not known", away);
        }
    }

    private void judged(HeldSlice slice, LoadedEnds.Verdict verdict) {
        switch (verdict) {
            case LOADED -> {
                slice.complete();
                meters.ended(slice.slice(), "complete");
                SliceRunner.log(slice, Level.INFO, null).log(
                        "Slice {} is complete{}", slice.slice().id(), SliceRunner.figures(slice));
            }
            case LOST -> {
                slice.beginsAnew();
                meters.ended(slice.slice(), "lost");
                SliceRunner.log(slice, Level.WARN, MADE_ANEW).log(
                        "{} Slice {} is sent again, as a topic was made anew before all of it was loaded",
                        MADE_ANEW,
                        slice.slice().id());
                workOff(slice);
            }
            case UNDERWAY -> {}
        }
    }

    private void claim(Duration ttl, int most) {
        var reports = held.values().stream().map(HeldSlice::report).toList();
        // Counted from before the question: bi-basic's own time for it ends later than this.
        var until = clock.instant().plus(ttl);
        var claimed = ledger.claim(source, holder, ttl, most, reports);
        // Whoever was given a slice after the lease goes on from its progress, and what we told of it did not count.
        // If nobody was, a record stays on the topic that nobody needs, instead of pages that are asked for again.
        var counted = !isLeaseOver();
        leasedUntil = until;
        reports.forEach(it -> told(it, counted));
        keep(claimed);
        threads.removeIf(it -> !it.isAlive());
    }

    private void told(SliceReport report, boolean counted) {
        if (report.state() != SliceState.RUNNING && report.state() != SliceState.SENT) {
            var done = Objects.requireNonNull(held.remove(report.slice()));
            if (counted && report.state() == SliceState.COMPLETE) {
                forget.accept(done.slice());
            }
        }
    }

    private void keep(List<Slice> claimed) {
        Map<Long, Slice> wanted = new HashMap<>();
        claimed.forEach(it -> wanted.put(it.id(), it));
        held.values().removeIf(it -> isLeft(it, wanted.get(it.slice().id())));
        wanted.values().stream().filter(it -> !held.containsKey(it.id())).forEach(this::begin);
    }

    /** What is under way ends with its page, and is told once more; where it has another fence, nobody asks what became of it. */
    private static boolean isLeft(HeldSlice slice, @Nullable Slice wanted) {
        if (wanted != null && wanted.fence() == slice.slice().fence()) {
            return false;
        }
        slice.leave();
        return wanted != null || slice.state() == SliceState.SENT;
    }

    private void begin(Slice slice) {
        var begun = new HeldSlice(slice, this::isLeaseOver);
        held.put(slice.id(), begun);
        if (slice.state() == SliceState.RUNNING) {
            workOff(begun);
        }
    }

    private void workOff(HeldSlice slice) {
        threads.add(Thread.ofVirtual().name("slice-" + slice.slice().id()).start(() -> {
            try {
                runner.run(slice);
            } catch (Error died) {
                slice.givenBack();
                throw died;
            } finally {
                looks.release();
            }
        }));
    }

    /** Pages that are under way are finished, and others go on from their ends. */
    private void finish() throws InterruptedException {
        held.values().forEach(HeldSlice::leave);
        await(properties.drain());
        threads.forEach(Thread::interrupt);
        await(SHORTEST_LEASE);
        held.values().stream().filter(it -> it.state() == SliceState.SENT).forEach(HeldSlice::givenBack);
        try {
            claim(SHORTEST_LEASE, 0);
        } catch (ControlPlaneException away) {
            log.debug("The slices go to others when their lease is over", away);
        }
    }

    private void await(Duration most) throws InterruptedException {
        var until = clock.instant().plus(most);
        for (var thread : threads) {
            var left = Duration.between(clock.instant(), until);
            if (left.isPositive()) {
                thread.join(left);
            }
        }
    }
}

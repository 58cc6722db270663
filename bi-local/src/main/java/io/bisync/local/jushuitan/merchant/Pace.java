package io.bisync.local.jushuitan.merchant;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the merchants live at a settable number of changes per second, taking turns. */
public final class Pace implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pace.class);
    private static final long TICK_MILLIS = 20;
    private static final double MOST_OWED = 1_000;

    private final List<Merchant> merchants;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("jushuitan-life").factory());
    private volatile double changesPerSecond;
    private volatile boolean paused;
    private double owed;
    private long last = System.nanoTime();
    private int turn;

    /** Starts at once. */
    public Pace(List<Merchant> merchants, double changesPerSecond) {
        this.merchants = List.copyOf(merchants);
        this.changesPerSecond = changesPerSecond;
        // Failures are logged by the tick itself.
        Future<?> _ = ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many changes happen in a second, over all merchants. */
    public void changesPerSecond(double changes) {
        if (!(changes >= 0)) {
            throw new IllegalArgumentException("Changes per second are zero or more, not " + changes);
        }
        changesPerSecond = changes;
    }

    /** Stands still until {@link #resume()}; returns when the last change is done. */
    public synchronized void pause() {
        paused = true;
    }

    /** Goes on. */
    public synchronized void resume() {
        paused = false;
        last = System.nanoTime();
    }

    /** The pace now; zero while paused. */
    public double changesPerSecond() {
        return paused ? 0 : changesPerSecond;
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }

    private synchronized void tick() {
        long now = System.nanoTime();
        double passed = (now - last) / 1e9;
        last = now;
        if (paused || merchants.isEmpty()) {
            return;
        }
        owed = Math.min(MOST_OWED, owed + passed * changesPerSecond);
        try {
            for (; owed >= 1; owed--) {
                merchants.get(turn++ % merchants.size()).live(1);
            }
        } catch (RuntimeException unexpected) {
            log.error("The merchants' life stands still after an unexpected failure", unexpected);
            throw unexpected;
        }
    }
}

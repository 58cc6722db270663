package io.bisync.local.leke;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a step so many times a second; the speed can change at any time. */
final class Pace implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pace.class);
    private static final long TICK_MILLIS = 20;
    private static final double MOST_OWED = 5_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("leke-pace").factory());
    private final Runnable step;
    private volatile double perSecond;
    private volatile boolean paused;
    private double owed;
    private long last = System.nanoTime();

    Pace(Runnable step, double perSecond) {
        this.step = step;
        this.perSecond = perSecond;
        var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    double perSecond() {
        return perSecond;
    }

    void perSecond(double speed) {
        if (!(speed >= 0 && speed <= 100_000)) {
            throw new IllegalArgumentException("Not a speed: %s; use 0 to 100000 changes a second".formatted(speed));
        }
        perSecond = speed;
    }

    boolean isPaused() {
        return paused;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void tick() {
        long now = System.nanoTime();
        double elapsed = (now - last) / 1e9;
        last = now;
        if (paused) {
            return;
        }
        owed = Math.min(owed + elapsed * perSecond, MOST_OWED);
        try {
            for (; owed >= 1 && !paused; owed--) {
                step.run();
            }
        } catch (RuntimeException e) {
            // A task that throws is never run again by its executor.
            log.error("A change failed; the source goes on with the next one", e);
        }
    }
}

package io.bisync.local.jushuitan.api;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.function.DoubleSupplier;

/**
 * Five calls in any second, a hundred in any minute, times the speed factor. The windows slide, which is the strictest
 * reading: who keeps within it keeps within every other. A refused call does not count.
 */
final class CallLimit {

    private static final int PER_SECOND = 5;
    private static final int PER_MINUTE = 100;

    private final InstantSource clock;
    private final DoubleSupplier speed;
    private final ArrayDeque<Long> lastMinute = new ArrayDeque<>();
    private final ArrayDeque<Long> lastSecond = new ArrayDeque<>();

    CallLimit(InstantSource clock, DoubleSupplier speed) {
        this.clock = clock;
        this.speed = speed;
    }

    synchronized void count() {
        long now = clock.millis();
        forget(lastSecond, now - 1_000);
        forget(lastMinute, now - 60_000);
        if (lastSecond.size() >= PER_SECOND * speed.getAsDouble()) {
            throw new RefusedException(199, "调用频次超过限制!请稍后再试");
        }
        if (lastMinute.size() >= PER_MINUTE * speed.getAsDouble()) {
            throw new RefusedException(200, "调用频次超过限制");
        }
        lastSecond.add(now);
        lastMinute.add(now);
    }

    private static void forget(ArrayDeque<Long> calls, long until) {
        while (!calls.isEmpty() && calls.getFirst() <= until) {
            calls.removeFirst();
        }
    }
}

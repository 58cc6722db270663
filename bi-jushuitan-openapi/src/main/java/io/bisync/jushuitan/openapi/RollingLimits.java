package io.bisync.jushuitan.openapi;

import io.bisync.jushuitan.openapi.ApiResult.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many calls within any second and any minute, counted in this process. A call takes its place from when it is permitted until a
 * second, or a minute, after its answer: wherever in between Jushuitan counted it, no window holds too many.
 */
public final class RollingLimits implements CallLimits {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Window second;
    private final Window minute;
    private Instant pausedUntil = Instant.MIN;

    public RollingLimits(int aSecond, int aMinute, InstantSource clock) {
        this.clock = clock;
        this.second = new Window(aSecond, SECOND);
        this.minute = new Window(aMinute, MINUTE);
    }

    /** What Jushuitan allows an app whose contract says nothing else. */
    public static RollingLimits usual() {
        return new RollingLimits(5, 100, InstantSource.system());
    }

    @Override
    public Permit await(CallContext context) throws InterruptedException {
        while (true) {
            Duration rest = take();
            if (rest.isZero()) {
                return this::ended;
            }
            context.await(rest);
        }
    }

    @Override
    public synchronized void passed(Limit limit) {
        var until = clock.instant().plus(limit == Limit.SECOND ? SECOND : MINUTE);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    /** Zero when a place was taken; otherwise how long to wait before the next try. */
    private synchronized Duration take() {
        var now = clock.instant();
        var free = latest(pausedUntil, latest(second.freeFrom(now), minute.freeFrom(now)));
        if (free.isAfter(now)) {
            return Duration.between(now, free);
        }
        second.begun++;
        minute.begun++;
        return Duration.ZERO;
    }

    private synchronized void ended() {
        var now = clock.instant();
        second.ended(now);
        minute.ended(now);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Guarded by the limits that it is part of. */
    private static final class Window {

        /** While all its places are taken by calls without an answer there is no telling when one is free. */
        private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

        private final int most;
        private final Duration length;
        private final Deque<Instant> ends = new ArrayDeque<>();
        private int begun;

        Window(int most, Duration length) {
            if (most < 1) {
                throw new IllegalArgumentException("A limit of %d calls permits none".formatted(most));
            }
            this.most = most;
            this.length = length;
        }

        Instant freeFrom(Instant now) {
            while (!ends.isEmpty() && !ends.getFirst().plus(length).isAfter(now)) {
                ends.removeFirst();
            }
            if (begun + ends.size() < most) {
                return Instant.MIN;
            }
            return ends.isEmpty() ? now.plus(LOOK_AGAIN) : ends.getFirst().plus(length);
        }

        void ended(Instant now) {
            begun--;
            ends.addLast(now);
        }
    }
}

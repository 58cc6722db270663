package io.bisync.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The calls granted in the last minute, one by one. */
final class InMemoryPermits {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> granted = new HashMap<>();
    private final Map<String, Instant> paused = new HashMap<>();
    private int perSecond = Integer.MAX_VALUE;
    private int perMinute = Integer.MAX_VALUE;

    InMemoryPermits(InstantSource clock) {
        this.clock = clock;
    }

    void limit(int second, int minute) {
        perSecond = second;
        perMinute = minute;
    }

    Permits take(String account, Priority priority, int wanted) {
        var now = clock.instant();
        var until = paused.getOrDefault(account, Instant.EPOCH);
        if (until.isAfter(now)) {
            return new Permits(0, Duration.between(now, until));
        }
        if (perSecond == Integer.MAX_VALUE) {
            return new Permits(wanted, Duration.ZERO);
        }
        var calls = granted.computeIfAbsent(account, _ -> new ArrayDeque<>());
        calls.removeIf(call -> !call.isAfter(now.minus(MINUTE)));
        long inSecond =
                calls.stream().filter(call -> call.isAfter(now.minus(SECOND))).count();
        long free = Math.min(share(perSecond, priority) - inSecond, share(perMinute, priority) - calls.size());
        if (free <= 0) {
            return new Permits(0, SECOND);
        }
        int count = (int) Math.min(free, wanted);
        for (int i = 0; i < count; i++) {
            calls.add(now);
        }
        return new Permits(count, Duration.ZERO);
    }

    void pause(String account, Duration pause) {
        var until = clock.instant().plus(pause);
        paused.merge(account, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static int share(int limit, Priority priority) {
        return switch (priority) {
            case LIVE -> limit;
            case HISTORY -> Math.max(1, limit * 3 / 4);
        };
    }
}

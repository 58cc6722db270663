package io.bisync.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls granted in the last minute, one by one; none is granted ahead. */
final class InMemoryPermits {

    private record Call(Instant at, Priority priority) {}

    private static final Duration SECOND = Duration.ofMillis(1_100);
    private static final Duration MINUTE = Duration.ofMillis(60_100);

    private final InstantSource clock;
    private final Map<String, Deque<Call>> made = new HashMap<>();
    private final Map<String, Instant> historyAsked = new HashMap<>();
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
            return Permits.of(List.of(), Duration.between(now, until));
        }
        if (perMinute == Integer.MAX_VALUE) {
            return Permits.of(Collections.nCopies(wanted, Duration.ZERO), Duration.ZERO);
        }
        if (priority == Priority.HISTORY) {
            historyAsked.put(account, now);
        }
        var calls = made.computeIfAbsent(account, _ -> new ArrayDeque<>());
        calls.removeIf(call -> !call.at().isAfter(now.minus(MINUTE)));
        var after = new ArrayList<Duration>();
        while (after.size() < wanted && isFree(account, calls, priority, now)) {
            calls.add(new Call(now, priority));
            after.add(Duration.ZERO);
        }
        return Permits.of(after, after.size() == wanted ? Duration.ZERO : SECOND);
    }

    private boolean isFree(String account, Deque<Call> calls, Priority priority, Instant now) {
        long inSecond =
                calls.stream().filter(it -> it.at().isAfter(now.minus(SECOND))).count();
        return inSecond < perSecond && calls.size() < perMinute - kept(account, calls, priority, now);
    }

    /** What is left to history while it asks. */
    private long kept(String account, Deque<Call> calls, Priority priority, Instant now) {
        boolean asks = historyAsked.getOrDefault(account, Instant.EPOCH).isAfter(now.minusSeconds(10));
        long history =
                calls.stream().filter(it -> it.priority() == Priority.HISTORY).count();
        return priority == Priority.HISTORY || !asks ? 0 : Math.max(0, perMinute / 10 - history);
    }

    void pause(String account, Duration pause) {
        var until = clock.instant().plus(pause);
        paused.merge(account, until, (one, other) -> one.isAfter(other) ? one : other);
    }
}

package io.bisync.jushuitan.call;

import io.bisync.account.ControlPlane;
import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.account.Priority;
import io.bisync.jushuitan.openapi.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gets the permits of all calls of this process: who comes while bi-basic is being asked goes with the next request, all
 * accounts and priorities together. So bi-basic is asked more seldom the more there is to ask. For history it asks ahead
 * where permits are plenty ({@link Ahead}).
 */
final class PermitQueue {

    private static final String SOURCE = "jushuitan";

    /** A permit is for its moment; whoever comes much later asks again. */
    static final Duration LATE = Duration.ofSeconds(1);

    /** Requests lie so far apart: many accounts that ask for little would otherwise each ask alone. */
    private static final Duration APART = Duration.ofMillis(150);

    private final ControlPlane controlPlane;
    private final InstantSource clock;

    /** In the order of coming: who has an answer already never waits for the next request. */
    private final ReentrantLock asking = new ReentrantLock(true);

    private final Map<String, Ahead> history = new HashMap<>();
    private List<Waiting> waiting = new ArrayList<>();
    private Instant askedAt = Instant.EPOCH;

    PermitQueue(ControlPlane controlPlane, InstantSource clock) {
        this.controlPlane = controlPlane;
        this.clock = clock;
    }

    /** Returns when a call may be made. */
    void await(String account, Priority priority, CallContext callContext) throws InterruptedException {
        Instant ahead = priority == Priority.HISTORY ? ahead(account) : null;
        if (ahead != null) {
            awaitMoment(ahead, callContext);
            if (isInTime(ahead)) {
                return;
            }
        }
        while (true) {
            Waiting me = new Waiting(account, priority);
            Permits permits = permits(me, callContext).granted();
            boolean isEmpty = permits.after().isEmpty();
            Instant moment = me.answeredAt.plus(
                    isEmpty ? permits.pause() : permits.after().getFirst());
            awaitMoment(moment, callContext);
            if (!isEmpty && isInTime(moment)) {
                return;
            }
        }
    }

    private void awaitMoment(Instant moment, CallContext callContext) throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(moment)) {
            callContext.await(Duration.between(now, moment));
        }
    }

    private boolean isInTime(Instant moment) {
        return clock.instant().isBefore(moment.plus(LATE));
    }

    private synchronized @Nullable Instant ahead(String account) {
        Ahead ahead = history.get(account);
        return ahead == null ? null : ahead.take(clock.instant());
    }

    private Permits permits(Waiting me, CallContext callContext) throws InterruptedException {
        synchronized (this) {
            waiting.add(me);
        }
        asking.lockInterruptibly();
        try {
            if (me.answer == null && me.failure == null) {
                awaitOthers(callContext);
                ask(everybody());
            }
            return me.answered();
        } finally {
            asking.unlock();
        }
    }

    private void awaitOthers(CallContext callContext) throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(askedAt.plus(APART))) {
            callContext.await(Duration.between(now, askedAt.plus(APART)));
        }
        askedAt = clock.instant();
    }

    /** How many wait for the next request. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized List<Waiting> everybody() {
        List<Waiting> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private void ask(List<Waiting> all) {
        Map<Waiting.For, List<Waiting>> wanted = new LinkedHashMap<>();
        all.forEach(
                it -> wanted.computeIfAbsent(it.wanted, _ -> new ArrayList<>()).add(it));
        try {
            List<Permits> answers = controlPlane.permits(
                    SOURCE,
                    wanted.entrySet().stream()
                            .map(it -> new PermitRequest(
                                    it.getKey().account(),
                                    it.getKey().priority(),
                                    it.getValue().size() + more(it.getKey())))
                            .toList());
            Instant now = clock.instant();
            int next = 0;
            for (Map.Entry<Waiting.For, List<Waiting>> those : wanted.entrySet()) {
                Permits permits = answers.get(next++);
                share(permits, those.getValue(), now);
                keep(those.getKey(), permits, those.getValue().size(), now);
            }
        } catch (RuntimeException failure) {
            all.forEach(it -> it.failure = failure);
        }
    }

    private synchronized int more(Waiting.For wanted) {
        return wanted.priority() == Priority.HISTORY
                ? history.computeIfAbsent(wanted.account(), _ -> new Ahead()).more()
                : 0;
    }

    private synchronized void keep(Waiting.For wanted, Permits permits, int shared, Instant now) {
        Ahead ahead = wanted.priority() == Priority.HISTORY ? history.get(wanted.account()) : null;
        if (ahead != null) {
            ahead.keep(permits, shared, now);
        }
    }

    /** Each gets one permit; who comes away empty waits as long as is said. */
    private static void share(Permits permits, List<Waiting> those, Instant now) {
        for (int i = 0; i < those.size(); i++) {
            those.get(i).answeredAt = now;
            those.get(i).answer = i < permits.after().size()
                    ? Permits.of(permits.after().subList(i, i + 1), Duration.ZERO)
                    : new Permits(List.of(), permits.pause(), permits.code(), permits.detail());
        }
    }

    /** Somebody who wants one call; all of it belongs to whoever asks. */
    private static final class Waiting {

        private record For(String account, Priority priority) {}

        private final For wanted;
        private Instant answeredAt = Instant.EPOCH;
        private @Nullable Permits answer;
        private @Nullable RuntimeException failure;

        Waiting(String account, Priority priority) {
            this.wanted = new For(account, priority);
        }

        Permits answered() {
            if (failure != null) {
                throw failure;
            }
            if (answer == null) {
                throw new IllegalStateException("bi-basic left a request for permits unanswered");
            }
            return answer;
        }
    }
}

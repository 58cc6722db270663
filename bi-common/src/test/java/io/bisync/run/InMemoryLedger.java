package io.bisync.run;

import io.bisync.account.Account;
import io.bisync.account.ControlPlaneUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger as services see it; a test adds the slices itself. */
public final class InMemoryLedger implements Ledger {

    private final InstantSource clock;
    private final Map<Long, Entry> slices = new TreeMap<>();
    private final Map<String, Instant> holders = new HashMap<>();
    private final Map<String, List<LoadableEntity>> offered = new HashMap<>();
    private final Set<Long> paused = new HashSet<>();
    private @Nullable String cutOff;
    private int claims;

    public InMemoryLedger(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a slice that nobody began. */
    public synchronized void add(long id, long run, Account account, String entity, Instant from, Instant to) {
        slices.put(id, new Entry(id, run, account, entity, from, to));
    }

    public synchronized void pause(long run) {
        paused.add(run);
    }

    public synchronized void resume(long run) {
        paused.remove(run);
    }

    /** It does not answer that holder any more. */
    public synchronized void cutOff(String holder) {
        cutOff = holder;
    }

    /** It answers everybody again. */
    public synchronized void reconnect() {
        cutOff = null;
    }

    /** How often it was asked for slices. */
    public synchronized int claims() {
        return claims;
    }

    /** What was offered of a source. */
    public synchronized List<LoadableEntity> offered(String source) {
        return offered.getOrDefault(source, List.of());
    }

    /** How a slice stands, with why it does where something is wrong. */
    public synchronized SliceReport slice(long id) {
        var it = entry(id);
        return new SliceReport(id, Math.max(1, it.fence), it.state, it.progress, it.code, it.detail, it.pause(clock));
    }

    @Override
    public synchronized void offer(String source, List<LoadableEntity> entities) {
        offered.put(source, List.copyOf(entities));
    }

    @Override
    public synchronized List<Slice> claim(
            String source, String holder, Duration ttl, int most, List<SliceReport> held) {
        if (holder.equals(cutOff)) {
            throw new ControlPlaneUnavailableException("BI-BASIC-01", "bi-basic is away", null);
        }
        claims++;
        var now = clock.instant();
        holders.values().removeIf(until -> !until.isAfter(now));
        holders.put(holder, now.plus(ttl));
        held.forEach(it -> take(holder, it));
        var mine = new ArrayList<Slice>();
        for (var it : slices.values()) {
            if (it.isHeldBy(holder) && !isPaused(it)) {
                mine.add(it.slice());
            }
        }
        if (most > 0) {
            handOut(source, holder, most, mine);
        }
        return mine;
    }

    private void handOut(String source, String holder, int most, List<Slice> mine) {
        var free = slices.values().stream()
                .filter(it -> it.account.source().equals(source) && it.isFree(holders.keySet(), clock.instant()))
                .sorted(Comparator.comparingLong((Entry it) -> running(it.account))
                        .thenComparingLong(it -> it.run)
                        .thenComparing(it -> it.from))
                .toList();
        for (var it : free) {
            if (it.state == SliceState.SENT) {
                mine.add(it.watchedBy(holder));
            } else if (mine.stream()
                                    .filter(has -> has.state() == SliceState.RUNNING)
                                    .count()
                            < most
                    && !isPaused(it)
                    && slices.values().stream()
                            .noneMatch(other -> other != it && other.isInTheWayOf(it, holders.keySet()))) {
                mine.add(it.begunBy(holder));
            }
        }
    }

    private long running(Account account) {
        return slices.values().stream()
                .filter(it -> it.state == SliceState.RUNNING && it.account.id().equals(account.id()))
                .count();
    }

    private boolean isPaused(Entry slice) {
        return slice.state != SliceState.SENT && paused.contains(slice.run);
    }

    private void take(String holder, SliceReport told) {
        var it = slices.get(told.slice());
        if (it != null && it.fence == told.fence() && it.isHeldBy(holder)) {
            it.take(told, clock.instant());
        }
    }

    private Entry entry(long id) {
        return Objects.requireNonNull(slices.get(id));
    }

    private static final class Entry {

        private final long id;
        private final long run;
        private final Account account;
        private final String entity;
        private final Instant from;
        private final Instant to;
        private SliceState state = SliceState.WAITING;
        private SliceProgress progress = SliceProgress.NONE;
        private long fence;
        private int begun;
        private @Nullable String holder;
        private @Nullable String code;
        private @Nullable String detail;
        private Instant until = Instant.EPOCH;

        Entry(long id, long run, Account account, String entity, Instant from, Instant to) {
            this.id = id;
            this.run = run;
            this.account = account;
            this.entity = entity;
            this.from = from;
            this.to = to;
        }

        boolean isHeldBy(String one) {
            return one.equals(holder) && (state == SliceState.RUNNING || state == SliceState.SENT);
        }

        boolean isFree(Set<String> living, Instant now) {
            return switch (state) {
                case WAITING -> !until.isAfter(now);
                case RUNNING, SENT -> holder == null || !living.contains(holder);
                case COMPLETE, FAILED, CANCELLED -> false;
            };
        }

        /** One at a time of an entity of an account. */
        boolean isInTheWayOf(Entry other, Set<String> living) {
            return state == SliceState.RUNNING
                    && holder != null
                    && living.contains(holder)
                    && account.id().equals(other.account.id())
                    && entity.equals(other.entity);
        }

        Slice begunBy(String one) {
            state = SliceState.RUNNING;
            begun++;
            return watchedBy(one);
        }

        Slice watchedBy(String one) {
            holder = one;
            fence++;
            code = null;
            detail = null;
            return slice();
        }

        void take(SliceReport told, Instant now) {
            progress = told.progress();
            code = told.code();
            detail = told.detail();
            var pause = told.pause();
            until = pause == null ? Instant.EPOCH : now.plus(pause);
            if (told.state() == SliceState.WAITING) {
                holder = null;
            }
            if (told.state() != SliceState.WAITING || state != SliceState.SENT) {
                state = told.state();
            }
        }

        Slice slice() {
            return new Slice(
                    id,
                    run,
                    RunKind.HISTORY,
                    fence,
                    account,
                    entity,
                    from,
                    to,
                    state,
                    Math.max(0, begun - 1),
                    progress);
        }

        @Nullable Duration pause(InstantSource clock) {
            var left = Duration.between(clock.instant(), until);
            return left.isPositive() ? left : null;
        }
    }
}

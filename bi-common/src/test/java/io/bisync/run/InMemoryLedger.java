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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger as services see it; a test adds the slices itself. */
public final class InMemoryLedger implements Ledger {

    private final InstantSource clock;
    private final Map<Long, InMemorySlice> slices = new TreeMap<>();
    private final Map<String, Instant> holders = new HashMap<>();
    private final Map<String, List<LoadableEntity>> offered = new HashMap<>();
    private final Set<Long> paused = new HashSet<>();
    private final Set<Long> cancelled = new HashSet<>();
    private final Set<String> disabled = new HashSet<>();
    private final Map<Long, Instant> ended = new HashMap<>();
    private @Nullable String cutOff;
    private int claims;

    public InMemoryLedger(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a slice that nobody began. */
    public synchronized void add(long id, long run, Account account, String entity, Instant from, Instant to) {
        add(id, run, SliceKind.HISTORY, entity, new Window(account, from, to));
    }

    /** Adds a slice of a window of another kind. */
    public synchronized void add(long id, long run, SliceKind kind, String entity, Window window) {
        slices.put(id, new InMemorySlice(id, run, kind, window.account().source(), entity, window, null));
    }

    /** Adds a slice of a stretch. */
    public synchronized void add(long id, long run, SliceKind kind, String source, String entity, Stretch stretch) {
        slices.put(id, new InMemorySlice(id, run, kind, source, entity, null, stretch));
    }

    /** What a person wants of a run. */
    public synchronized void signal(long run, RunSignal signal) {
        switch (signal) {
            case PAUSE -> paused.add(run);
            case RESUME -> paused.remove(run);
            case CANCEL -> {
                cancelled.add(run);
                of(run).filter(it -> it.state == SliceState.WAITING).forEach(it -> it.state = SliceState.CANCELLED);
            }
            case AGAIN ->
                of(run).filter(it -> it.state == SliceState.FAILED).forEach(it -> it.state = SliceState.WAITING);
        }
    }

    public synchronized void disable(String account) {
        disabled.add(account);
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
        return Objects.requireNonNull(slices.get(id)).report(clock.instant());
    }

    /** How far a run is, without parts. */
    public synchronized RunStatus status(long run) {
        var state = state(run);
        var stands = of(run).filter(
                        it -> it.code != null && (it.state == SliceState.WAITING || it.state == SliceState.FAILED))
                .findFirst()
                .orElse(null);
        var until = of(run).map(it -> it.until)
                .filter(it -> it.isAfter(clock.instant()))
                .min(Comparator.naturalOrder());
        return new RunStatus(
                run,
                RunKind.HISTORY,
                of(run).map(it -> it.source).findFirst().orElse(""),
                state,
                null,
                "test",
                Instant.EPOCH,
                ended.get(run),
                new RunStatus.Counts(
                        count(run, SliceState.WAITING),
                        count(run, SliceState.RUNNING),
                        count(run, SliceState.SENT),
                        count(run, SliceState.COMPLETE),
                        count(run, SliceState.FAILED),
                        count(run, SliceState.CANCELLED)),
                of(run).mapToLong(it -> it.progress.rows()).sum(),
                of(run).mapToLong(it -> it.progress.calls()).sum(),
                of(run).mapToLong(it -> it.progress.bytes()).sum(),
                0,
                null,
                state == RunStatus.State.WAITING ? until.orElse(null) : null,
                stands == null ? null : stands.code,
                stands == null ? null : stands.detail,
                List.of());
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
        slices.values().stream()
                .filter(it -> it.isHeldBy(holder) && isWanted(it))
                .map(InMemorySlice::slice)
                .forEach(mine::add);
        if (most > 0) {
            slices.values().stream()
                    .filter(it -> it.state == SliceState.SENT && isNobodys(it, source))
                    .forEach(it -> mine.add(it.watchedBy(holder)));
            for (var next = next(source); next != null && running(mine) < most; next = next(source)) {
                mine.add(next.begunBy(holder));
            }
        }
        return mine;
    }

    /** Of the account that has the fewest running ones; the oldest run first, then the oldest window. */
    private @Nullable InMemorySlice next(String source) {
        return slices.values().stream()
                .filter(it -> it.state == SliceState.RUNNING
                        || (it.state == SliceState.WAITING && !it.until.isAfter(clock.instant())))
                .filter(it -> isNobodys(it, source) && isWanted(it))
                .filter(it -> slices.values().stream().noneMatch(other -> isRunning(other) && other.isOfTheKindOf(it)))
                .min(Comparator.comparingLong((InMemorySlice it) -> slices.values().stream()
                                .filter(other ->
                                        isRunning(other) && other.account().equals(it.account()))
                                .count())
                        .thenComparingLong(it -> it.run)
                        .thenComparingLong(InMemorySlice::from))
                .orElse(null);
    }

    private static long running(List<Slice> mine) {
        return mine.stream().filter(it -> it.state() == SliceState.RUNNING).count();
    }

    private boolean isRunning(InMemorySlice slice) {
        return slice.state == SliceState.RUNNING && slice.holder() != null && holders.containsKey(slice.holder());
    }

    private boolean isNobodys(InMemorySlice slice, String source) {
        return slice.source.equals(source)
                && (slice.holder() == null || !slice.isOpen() || !holders.containsKey(slice.holder()));
    }

    /** What Kafka has is watched in any case. */
    private boolean isWanted(InMemorySlice slice) {
        return slice.state == SliceState.SENT
                || !(paused.contains(slice.run) || cancelled.contains(slice.run) || disabled.contains(slice.account()));
    }

    private void take(String holder, SliceReport told) {
        var it = slices.get(told.slice());
        if (it == null || it.fence != told.fence() || !it.isHeldBy(holder)) {
            return;
        }
        it.take(told, clock.instant());
        if (it.state == SliceState.WAITING && cancelled.contains(it.run)) {
            it.state = SliceState.CANCELLED;
        }
        if (told.pause() != null) {
            slices.values().stream()
                    .filter(other -> other.state == SliceState.WAITING && other.isOfTheKindOf(it))
                    .forEach(other -> other.until = it.until);
        }
        if (of(it.run).allMatch(InMemorySlice::isEnded)) {
            ended.put(it.run, clock.instant());
        }
    }

    private RunStatus.State state(long run) {
        if (cancelled.contains(run)) {
            return RunStatus.State.CANCELLED;
        }
        if (of(run).allMatch(InMemorySlice::isEnded)) {
            return count(run, SliceState.FAILED) > 0 ? RunStatus.State.FAILED : RunStatus.State.COMPLETE;
        }
        if (paused.contains(run)) {
            return RunStatus.State.PAUSED;
        }
        return of(run).filter(it -> !it.isEnded())
                        .allMatch(it -> it.state == SliceState.WAITING && it.until.isAfter(clock.instant()))
                ? RunStatus.State.WAITING
                : RunStatus.State.RUNNING;
    }

    private Stream<InMemorySlice> of(long run) {
        return slices.values().stream().filter(it -> it.run == run);
    }

    private int count(long run, SliceState state) {
        return (int) of(run).filter(it -> it.state == state).count();
    }
}

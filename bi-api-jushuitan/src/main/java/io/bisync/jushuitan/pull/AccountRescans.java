package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.increment.Rescan;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The re-scans of one account, one page at a time, so that they never wait for more than one of its calls: the shortest
 * stretch first, as it shows the youngest changes. What is wrong here the live pulls tell as well; a re-scan that does not
 * get on shows its lateness.
 */
final class AccountRescans implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(AccountRescans.class);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final String account;
    private final Backoff backoff;
    private final StopSignal stop;
    private final InstantSource clock;
    private final PullMeters meters;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> told = new HashMap<>();
    private final Map<String, Instant> wentOn = new ConcurrentHashMap<>();
    private volatile Set<String> paused = Set.of();

    AccountRescans(String account, Backoff backoff, StopSignal stop, InstantSource clock, PullMeters meters) {
        this.account = account;
        this.backoff = backoff;
        this.stop = stop;
        this.clock = clock;
        this.meters = meters;
    }

    /** Takes an entity, or one of the warehouses or shops within which it is asked for; one that comes back begins anew. */
    synchronized void add(Rescan rescan) {
        remove(rescan.pulled());
        lines.add(new Line(rescan));
        show(rescan.pulled().name());
    }

    /** Reads no page of these until they are named no more; none is late while it is paused, or for that. */
    synchronized void pause(Set<String> entities) {
        Set<String> before = paused;
        paused = Set.copyOf(entities);
        if (!before.equals(paused)) {
            before.forEach(it -> wentOn.put(it, clock.instant()));
            lines.stream().map(it -> it.rescan.pulled().name()).distinct().forEach(this::show);
        }
    }

    private void show(String entity) {
        meters.rescanned(account, entity, paused.contains(entity) ? null : () -> lateness(entity));
    }

    /** What is listed no more is not read again. */
    void remove(PulledEntity pulled) {
        lines.removeIf(it -> it.rescan.pulled().cursor().equals(pulled.cursor()));
    }

    @Override
    public void run() {
        try {
            while (!stop.isGiven()) {
                stop.await(step());
            }
        } catch (InterruptedException ended) {
            log.atDebug().addKeyValue("account", account).log("The re-scans end");
        } finally {
            lines.forEach(it -> meters.rescanned(account, it.rescan.pulled().name(), null));
        }
    }

    /** Reads one page; how long to rest after it. */
    Duration step() throws InterruptedException {
        Instant now = clock.instant();
        Line line = flowing()
                .filter(it -> !it.restsUntil.isAfter(now) && it.rescan.due(now) != null)
                .min(Comparator.comparing((Line it) -> Objects.requireNonNull(it.rescan.due(now)))
                        .thenComparing(it -> it.rescan.next()))
                .orElse(null);
        return line == null ? untilNext(now) : attempt(line);
    }

    private Stream<Line> flowing() {
        Set<String> resting = paused;
        return lines.stream().filter(it -> !resting.contains(it.rescan.pulled().name()));
    }

    private Duration lateness(String entity) {
        Instant now = clock.instant();
        Duration longest = Duration.between(wentOn.getOrDefault(entity, Instant.EPOCH), now);
        return lines.stream()
                .filter(it -> it.rescan.pulled().name().equals(entity))
                .map(it -> it.rescan.lateness(now))
                .max(Comparator.naturalOrder())
                .map(it -> it.compareTo(longest) < 0 ? it : longest)
                .orElse(Duration.ZERO);
    }

    private Duration untilNext(Instant now) {
        return flowing()
                .map(it -> Duration.between(
                        now, it.restsUntil.isAfter(it.rescan.next()) ? it.restsUntil : it.rescan.next()))
                .filter(it -> it.compareTo(LONGEST_REST) < 0)
                .min(Comparator.naturalOrder())
                .orElse(LONGEST_REST);
    }

    private Duration attempt(Line line) throws InterruptedException {
        try {
            if (!line.rescan.read(stop)) {
                return LONGEST_REST;
            }
            line.succeeded();
            tell(line.rescan.pulled().name());
        } catch (CallFailedException | PageRejectedException | RuntimeException failure) {
            failed(line, PullFailure.of(failure));
        }
        return Duration.ZERO;
    }

    /** What is asked for within several warehouses or shops counts when all of them were read. */
    private void tell(String entity) {
        int completed = lines.stream()
                .filter(it -> it.rescan.pulled().name().equals(entity))
                .mapToInt(it -> it.rescan.completed())
                .min()
                .orElse(0);
        int before = Objects.requireNonNullElse(told.put(entity, completed), 0);
        meters.readAgain(account, entity, Math.max(0, completed - before));
    }

    private void failed(Line line, PullFailure failure) {
        Duration rest = backoff.after(++line.failures);
        line.restsUntil = clock.instant().plus(rest);
        if (!failure.code().equals(line.lastCode)) {
            line.lastCode = failure.code();
            failure.warn(log, account, line.rescan.pulled().name(), "The re-scan goes on from the same page", rest);
        }
    }

    private static final class Line {

        private final Rescan rescan;
        private Instant restsUntil = Instant.EPOCH;
        private int failures;
        private @Nullable String lastCode;

        Line(Rescan rescan) {
            this.rescan = rescan;
        }

        void succeeded() {
            failures = 0;
            lastCode = null;
        }
    }
}

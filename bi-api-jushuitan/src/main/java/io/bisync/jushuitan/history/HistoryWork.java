package io.bisync.jushuitan.history;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Scopes;
import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceProgress;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.run.work.SliceWork;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Windows of the past of every entity that has some, as slices of runs. */
final class HistoryWork implements SliceWork {

    static final String SOURCE = "jushuitan";
    static final String UNKNOWN = "BI-JST-42";

    private static final String NOT_READY = "BI-JST-43";
    private static final String QUOTA = "BI-JST-18";

    /** What an account waits for is looked at so often. */
    private static final Duration UNTIL_READY = Duration.ofMinutes(1);

    /** Of the slice's own question: no other account's, and no later one of its own, is answered differently. */
    private static final Set<String> LASTING = Set.of("BI-JST-03", "BI-JST-04", "BI-JST-07", "BI-JST-23");

    private final ControlPlane controlPlane;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final List<PulledEntity> entities;
    private final InstantSource clock;

    HistoryWork(
            ControlPlane controlPlane,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            InstantSource clock) {
        this.controlPlane = controlPlane;
        this.calls = calls;
        this.publisher = publisher;
        this.entities = List.copyOf(entities);
        this.clock = clock;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public List<LoadableEntity> offered() {
        return entities.stream()
                .map(it -> new LoadableEntity(
                        it.name(), it.increment() instanceof Increment.Snapshot ? null : Endpoint.USUAL_WINDOW))
                .toList();
    }

    @Override
    public void work(Slice slice, SliceProgress from, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        PulledEntity pulled = entities.stream()
                .filter(it -> it.name().equals(slice.entity()) && !(it.increment() instanceof Increment.Snapshot))
                .findFirst()
                .orElseThrow(() -> SliceStoppedException.lasting(
                        UNKNOWN, "This service asks for no windows of '%s'".formatted(slice.entity())));
        String cursor = from.cursor();
        HistoryCursor begun = cursor == null ? null : HistoryCursor.of(cursor);
        HistoryLoad load = new HistoryLoad(calls, publisher, slice, clock.instant(), sink);
        try {
            load.run(live(slice.account(), pulled, load), begun);
        } catch (CallFailedException failed) {
            throw stopped(failed);
        } catch (PageRejectedException unusable) {
            throw stopped(unusable.code(), unusable);
        }
    }

    /** Of each warehouse or shop within which the entity is asked for, in the order of their numbers. */
    private Map<PulledEntity, Cursor> live(Account account, PulledEntity pulled, HistoryLoad load)
            throws SliceStoppedException, InterruptedException, CallFailedException, PageRejectedException {
        if (!account.enabled()) {
            throw notReady("Account '%s' is disabled".formatted(account.id()));
        }
        Map<PulledEntity, Cursor> live = new LinkedHashMap<>();
        for (PulledEntity scoped : Scopes.of(pulled, account, Priority.HISTORY, calls, load)) {
            live.put(
                    scoped,
                    controlPlane
                            .cursor(account.id(), scoped.cursor())
                            .orElseThrow(() -> notReady(
                                    "Account '%s' has no live cursor '%s' yet: the live pull goes first, else changes would fall between"
                                            .formatted(account.id(), scoped.cursor()))));
        }
        return live;
    }

    private static SliceStoppedException notReady(String reason) {
        return SliceStoppedException.passing(NOT_READY, reason, UNTIL_READY);
    }

    private SliceStoppedException stopped(CallFailedException failed) {
        return failed.code().equals(QUOTA)
                ? SliceStoppedException.passing(QUOTA, words(failed), untilNextQuota())
                : stopped(failed.code(), failed);
    }

    private static SliceStoppedException stopped(String code, Exception failed) {
        return LASTING.contains(code)
                ? SliceStoppedException.lasting(code, words(failed))
                : SliceStoppedException.passing(code, words(failed));
    }

    private static String words(Exception failed) {
        return String.valueOf(failed.getMessage());
    }

    /** Budgets of a day begin anew at midnight in Shanghai. */
    private Duration untilNextQuota() {
        Instant now = clock.instant();
        Instant midnight = ShanghaiTime.startOfDay(ShanghaiTime.startOfDay(now).plus(1, ChronoUnit.DAYS));
        return Duration.between(now, midnight);
    }
}

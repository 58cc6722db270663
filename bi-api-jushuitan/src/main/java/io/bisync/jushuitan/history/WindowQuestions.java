package io.bisync.jushuitan.history;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Scopes;
import io.bisync.run.Slice;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all slices of windows have in common: which entity, whether it can be asked for, and what a failure means. */
public final class WindowQuestions {

    static final String UNKNOWN = "BI-JST-42";

    private static final String NOT_READY = "BI-JST-43";
    private static final String QUOTA = "BI-JST-18";

    /** What an account waits for is looked at so often. */
    private static final Duration UNTIL_READY = Duration.ofMinutes(1);

    /** Of the slice's own question: no other account's, and no later one of its own, is answered differently. */
    private static final Set<String> LASTING = Set.of("BI-JST-03", "BI-JST-04", "BI-JST-07", "BI-JST-23");

    /** Asks the ERP for what a slice needs. */
    @FunctionalInterface
    public interface Asking {
        void ask(PulledEntity pulled)
                throws CallFailedException, PageRejectedException, SliceStoppedException, InterruptedException;
    }

    private final ControlPlane controlPlane;
    private final RateLimitedClient calls;
    private final List<PulledEntity> entities;
    private final InstantSource clock;

    public WindowQuestions(
            ControlPlane controlPlane, RateLimitedClient calls, List<PulledEntity> entities, InstantSource clock) {
        this.controlPlane = controlPlane;
        this.calls = calls;
        this.entities = List.copyOf(entities);
        this.clock = clock;
    }

    /** The entity of this name, where it has windows. */
    public Optional<PulledEntity> withWindows(String entity) {
        return entities.stream()
                .filter(it -> it.name().equals(entity) && !(it.increment() instanceof Increment.Snapshot))
                .findFirst();
    }

    /** Asks, and says what a failure means for the slice. */
    public void of(Slice slice, Asking asking) throws SliceStoppedException, InterruptedException {
        PulledEntity pulled = withWindows(slice.entity())
                .orElseThrow(() -> SliceStoppedException.lasting(
                        UNKNOWN, "This service asks for no windows of '%s'".formatted(slice.entity())));
        try {
            asking.ask(pulled);
        } catch (CallFailedException failed) {
            throw stopped(failed);
        } catch (PageRejectedException unusable) {
            throw stopped(unusable.code(), unusable);
        }
    }

    /** Of each warehouse or shop within which the entity is asked for, in the order of their numbers. */
    public Map<PulledEntity, Cursor> live(Account account, PulledEntity pulled, CallContext context)
            throws SliceStoppedException, InterruptedException, CallFailedException, PageRejectedException {
        if (!account.enabled()) {
            throw notReady("Account '%s' is disabled".formatted(account.id()));
        }
        Map<PulledEntity, Cursor> live = new LinkedHashMap<>();
        for (PulledEntity scoped : Scopes.of(pulled, account, Priority.HISTORY, calls, context)) {
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

package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.Ceiling;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls an entity within each warehouse or shop, each with a cursor of its own. The entity is as fresh as the one that is
 * furthest behind, and one that cannot be read keeps no other back.
 */
public final class FanOutPull extends HeldPull {

    private static final Logger log = LoggerFactory.getLogger(FanOutPull.class);

    /** New warehouses and shops are found within it. */
    private static final Duration LISTED_FOR = Duration.ofMinutes(10);

    /** Says within what the entity is asked for now. */
    @FunctionalInterface
    public interface Listing {
        List<PulledEntity> now(CallContext callContext)
                throws InterruptedException, CallFailedException, PageRejectedException;
    }

    /** Makes the pull within one of them. */
    public interface Way {

        Pull begin(PulledEntity scoped, Progress progress);

        /** It is listed no more. */
        void end(PulledEntity scoped);
    }

    private final Account account;
    private final PulledEntity pulled;
    private final Listing listing;
    private final Way way;
    private final InstantSource clock;
    private final Map<String, Part> parts = new HashMap<>();
    private Instant listedUntil = Instant.MIN;

    public FanOutPull(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            Listing listing,
            Way way,
            InstantSource clock,
            Progress progress) {
        super(hold, progress);
        this.account = account;
        this.pulled = pulled;
        this.listing = listing;
        this.way = way;
        this.clock = clock;
    }

    /** Each part forgets for itself. */
    @Override
    void forget() {}

    @Override
    Attempt read(CallContext callContext) throws InterruptedException, CallFailedException, PageRejectedException {
        Failure failure = new Failure();
        if (!clock.instant().isBefore(listedUntil)) {
            failure.of(() -> list(callContext));
        }
        Attempt attempt = Attempt.QUIET;
        for (Part part : due(clock.instant())) {
            Attempt within = failure.of(() -> part.catchUp(callContext));
            if (within == Attempt.LEFT) {
                return Attempt.LEFT;
            }
            attempt = both(attempt, within);
        }
        failure.rethrow();
        caughtUp();
        return attempt;
    }

    /** While one has more, it is asked for alone, and each other at its pace. */
    private List<Part> due(Instant now) {
        boolean isBehind = parts.values().stream().anyMatch(it -> it.hasMore);
        return parts.values().stream()
                .filter(it -> !isBehind || it.hasMore || !now.isBefore(it.due))
                .toList();
    }

    /** As long as one has more, the entity has. */
    private static Attempt both(Attempt one, Attempt other) {
        if (one == Attempt.MORE || other == Attempt.MORE) {
            return Attempt.MORE;
        }
        return one == Attempt.MOVED ? one : other;
    }

    /** Those that are listed no more stop; a new one begins like any pull. */
    private Attempt list(CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        Instant asked = clock.instant();
        List<PulledEntity> listed = listing.now(callContext);
        var names = listed.stream().map(PulledEntity::cursor).collect(Collectors.toSet());
        if (!names.equals(parts.keySet())) {
            log.atInfo()
                    .addKeyValue("account", account.id())
                    .addKeyValue("entity", pulled.name())
                    .log("It is asked for within each {} of {}", pulled.fanOut().field(), names);
        }
        parts.values().removeIf(it -> {
            boolean isListed = names.contains(it.scoped.cursor());
            if (!isListed) {
                way.end(it.scoped);
            }
            return !isListed;
        });
        listed.forEach(it -> parts.computeIfAbsent(it.cursor(), _ -> new Part(it)));
        listedUntil = asked.plus(LISTED_FOR);
        return Attempt.QUIET;
    }

    private void caughtUp() {
        List<Reached> all = parts.values().stream()
                .map(it -> it.reached)
                .filter(Objects::nonNull)
                .toList();
        if (all.size() == parts.size()) {
            all.stream()
                    .map(Reached::until)
                    .min(Comparator.naturalOrder())
                    .ifPresent(oldest -> progress.caughtUp(
                            oldest,
                            at -> all.stream()
                                    .mapToLong(it -> it.ceiling().highest(at))
                                    .max()
                                    .orElseThrow()));
        }
    }

    private record Reached(Instant until, Ceiling ceiling) {}

    private final class Part implements Progress {

        private final PulledEntity scoped;
        private final Pull pull;
        private Instant due = Instant.MIN;
        private boolean hasMore;
        private @Nullable Reached reached;

        Part(PulledEntity scoped) {
            this.scoped = scoped;
            this.pull = way.begin(scoped, this);
        }

        Attempt catchUp(CallContext callContext)
                throws InterruptedException, CallFailedException, PageRejectedException {
            due = clock.instant().plus(scoped.pace());
            hasMore = false;
            Attempt attempt = pull.catchUp(callContext);
            hasMore = attempt == Attempt.MORE;
            return attempt;
        }

        @Override
        public void caughtUp(Instant until, Ceiling ceiling) {
            reached = new Reached(until, ceiling);
        }

        @Override
        public void moved() {
            reached = null;
            progress.moved();
        }

        @Override
        public void ended() {
            progress.ended();
        }
    }

    /** The first failure of a round. What passes by itself ends the round at once: the next question would fare no better. */
    private static final class Failure {

        private @Nullable Exception first;

        @FunctionalInterface
        interface Step {
            Attempt take() throws InterruptedException, CallFailedException, PageRejectedException;
        }

        Attempt of(Step step) throws InterruptedException, CallFailedException {
            try {
                return step.take();
            } catch (CallFailedException refused) {
                if (refused.isPassing()) {
                    throw refused;
                }
                first = first == null ? refused : first;
            } catch (PageRejectedException unusable) {
                first = first == null ? unusable : first;
            }
            return Attempt.QUIET;
        }

        void rethrow() throws CallFailedException, PageRejectedException {
            switch (first) {
                case CallFailedException refused -> throw refused;
                case PageRejectedException unusable -> throw unusable;
                case null, default -> {
                    // Nothing failed.
                }
            }
        }
    }
}

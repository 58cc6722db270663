package io.bisync.once;

import io.bisync.once.store.EventId;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.Reservation.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each event once: looks its id up, reserves it, has it written, confirms it. What a process leaves reserved when it
 * dies is decided by time alone: nobody writes it before the reservation has run out, then whoever comes with it does. So an
 * event is written at least once, and twice only where a writer died or took longer than a reservation counts.
 *
 * <p>For any number of threads. The events of one source come in order, from one thread at a time.
 */
public final class ExactlyOnceProcessor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExactlyOnceProcessor.class);

    /** Rests between two tries. */
    @FunctionalInterface
    public interface Pause {

        /** On the thread that asks. */
        Pause SLEEP = wait -> TimeUnit.NANOSECONDS.sleep(wait.toNanos());

        void rest(Duration wait) throws InterruptedException;
    }

    private final String name;
    private final IdStore store;
    private final OnceSettings settings;
    private final Pause pause;
    private final OnceMeters meters;
    private final Checkpoints checkpoints;

    /**
     * @param name of the processor in meters and logs
     * @param store what remembers; closed with the processor
     * @param settings how often and how
     * @param pause rests between two tries
     * @param registry takes the meters
     */
    public ExactlyOnceProcessor(
            String name, IdStore store, OnceSettings settings, Pause pause, MeterRegistry registry) {
        this.name = name;
        this.store = store;
        this.settings = settings;
        this.pause = pause;
        this.meters = new OnceMeters(registry, name, store);
        this.checkpoints = new Checkpoints(settings.checkpointInterval(), store::checkpoint);
    }

    /** What remembers. */
    public IdStore store() {
        return store;
    }

    /** As below, for an event whose position nobody needs. */
    public <E> Result process(EventId id, E event, OnceAction<E> action) {
        var result = new Way<>(id, event, action).go();
        meters.came(result.outcome());
        return result;
    }

    /**
     * Writes an event unless it is known.
     *
     * @return what became of it; what the store throws when it is asked comes through, and then nothing was written
     */
    public <E> Result process(EventId id, Position position, E event, OnceAction<E> action) {
        var result = process(id, event, action);
        checkpoints.done(position, result.outcome());
        return result;
    }

    /**
     * For whoever writes many events at once: whether this one is left out. What is not has to be told by {@link #written}
     * when it is.
     */
    public boolean isDuplicate(EventId id) {
        meters.reached(State.DEDUPLICATING);
        if (!store.contains(id)) {
            return false;
        }
        meters.came(Outcome.DUPLICATE_SKIPPED);
        return true;
    }

    /** The event is written for good. */
    public void written(EventId id) {
        confirm(id);
        meters.reached(State.COMMITTED);
        meters.came(Outcome.SUCCESS);
    }

    /** Hands on how far the sources are done with. */
    public void checkpoint() {
        checkpoints.keep();
    }

    private void confirm(EventId id) {
        try {
            store.confirm(id);
        } catch (RuntimeException away) {
            // It is written: to say that it failed would have it written once more now, instead of perhaps later.
            meters.unconfirmed();
            log.atWarn()
                    .addKeyValue("processor", name)
                    .addKeyValue("code", "BI-ONCE-07")
                    .setCause(away)
                    .log("BI-ONCE-07 An event was written and its id not kept: if it comes again it is written again");
        }
    }

    @Override
    public void close() {
        checkpoints.keep();
        store.close();
    }

    /** One event on its way. */
    private final class Way<E> {

        private final EventId id;
        private final E event;
        private final OnceAction<E> action;
        private State state = State.NORMAL;
        private long own = IdStore.NONE;

        Way(EventId id, E event, OnceAction<E> action) {
            this.id = id;
            this.event = event;
            this.action = action;
            meters.reached(state);
        }

        Result go() {
            reach(State.DEDUPLICATING);
            for (var tries = 1; ; tries++) {
                var refusal = ask(tries);
                if (refusal != null) {
                    return Result.of(refusal);
                }
                try {
                    action.write(event);
                    confirm(id);
                    reach(State.COMMITTED);
                    return Result.of(Outcome.SUCCESS);
                } catch (InterruptedException interrupted) {
                    return interrupted(interrupted);
                } catch (Exception failed) {
                    reach(State.FAILING);
                    if (tries > settings.maxRetries()) {
                        return exhausted(tries, failed);
                    }
                }
                try {
                    pause.rest(settings.backoff().after(tries));
                } catch (InterruptedException interrupted) {
                    release();
                    Thread.currentThread().interrupt();
                    return new Result(Outcome.FAILED, interrupted);
                }
                reach(State.RETRYING);
            }
        }

        /** Why nothing is to be written; null where something is. */
        private @Nullable Outcome ask(int tries) {
            if (settings.variant() == Variant.IDEMPOTENT_ONLY) {
                return tries == 1 && store.contains(id) ? Outcome.DUPLICATE_SKIPPED : null;
            }
            var reservation = store.reserve(id, own);
            own = reservation.token();
            return reservation.answer() == Answer.RESERVED
                    ? null
                    : reservation.answer() == Answer.KNOWN ? Outcome.DUPLICATE_SKIPPED : Outcome.IN_PROGRESS;
        }

        private Result interrupted(InterruptedException interrupted) {
            reach(State.FAILING);
            Thread.currentThread().interrupt();
            return new Result(Outcome.FAILED, interrupted);
        }

        private Result exhausted(int tries, Exception failed) {
            release();
            reach(State.DEAD_LETTER);
            log.atWarn()
                    .addKeyValue("processor", name)
                    .addKeyValue("code", "BI-ONCE-08")
                    .log("BI-ONCE-08 An event was tried {} times and not written: {}", tries, failed.toString());
            return new Result(Outcome.MAX_RETRIES_EXCEEDED, failed);
        }

        private void release() {
            if (own != IdStore.NONE) {
                store.release(id, own);
            }
        }

        private void reach(State next) {
            if (!state.next().contains(next)) {
                throw new IllegalStateException("An event cannot come from %s to %s".formatted(state, next));
            }
            state = next;
            meters.reached(next);
        }
    }
}
